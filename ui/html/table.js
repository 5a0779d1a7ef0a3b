/* What a table of an answer does: sort by its headings, open a row to its evidence, copy itself; and what is said of it to
   whoever does not see it, with the ways past what stands before it. Installed once a page; it listens on the document, since
   a table is written anew with every answer. No mark-up may stand in it: what cleans the page's HTML takes a script with a
   tag in it for one that was smuggled in. */
(() => {
  if (window.hasTables) return;
  window.hasTables = true;

  const said = document.createElement('div');
  said.className = 'is-hidden';
  said.setAttribute('role', 'status');
  document.body.append(said);

  const compared = (by, way) => (a, b) => {
    const [one, other] = [a.dataset[by], b.dataset[by]];
    if (!one !== !other) return one ? -1 : 1;  // what is unknown stands last either way
    const order = by === 'body' || by === 'date' ? one.localeCompare(other, 'en') : one - other;
    return way * order || a.dataset.place - b.dataset.place;
  };

  const sort = (button) => {
    const [head, table] = [button.closest('th'), button.closest('table')];
    const down = head.getAttribute('aria-sort') === 'ascending';
    for (const each of head.parentElement.children) if (each.hasAttribute('aria-sort')) each.setAttribute('aria-sort', 'none');
    head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    const body = table.tBodies[0], cards = new Map([...body.querySelectorAll(':scope > .is-row')].map((row) => [row, row.nextElementSibling]));
    for (const row of [...cards.keys()].sort(compared(button.dataset.by, down ? -1 : 1))) body.append(row, cards.get(row));
    said.textContent = `Sorted by ${button.textContent.trim()}, ${down ? 'descending' : 'ascending'}`;
  };

  const open = (button) => {
    const card = document.getElementById(button.getAttribute('aria-controls'));
    card.hidden = !card.hidden;
    button.setAttribute('aria-expanded', String(!card.hidden));
  };

  const cells = (table) => [...table.rows].filter((row) => !row.classList.contains('is-card')).map((row) => [...row.cells].map((cell) => {
    const own = cell.cloneNode(true);
    own.querySelectorAll('.is-hidden, .is-opener, .is-arrow, [aria-hidden]').forEach((each) => each.remove());
    own.querySelectorAll('.is-under, .is-decision').forEach((each) => each.prepend(' '));
    return own.textContent.replace(/\s+/g, ' ').trim();
  }));

  const copy = (button) => {
    const rows = cells(button.closest('section').querySelector('table'));
    const plain = rows.map((row) => row.join('\t')).join('\n');
    const whole = document.createElement('table');
    for (const row of rows) row.reduce((line, cell) => { line.insertCell().textContent = cell; return line; }, whole.insertRow());
    const give = (event) => {
      event.clipboardData.setData('text/plain', plain);
      event.clipboardData.setData('text/html', whole.outerHTML);
      event.preventDefault();
    };
    document.addEventListener('copy', give, { once: true });
    const done = document.execCommand('copy');  // works on plain http too, where navigator.clipboard is missing
    document.removeEventListener('copy', give);
    said.textContent = done ? `Copied ${rows.length - 1} rows` : 'This browser did not let the table be copied';
    button.textContent = done ? 'Copied' : 'Not copied: select the table and copy it';
    setTimeout(() => { button.textContent = 'Copy table'; }, 3000);
  };

  const does = { 'is-sort': sort, 'is-opener': open, 'is-copy': copy };
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button');
    for (const [name, act] of Object.entries(does)) if (button?.classList.contains(name)) act(button);
    if (!event.target.closest?.('a.is-skip')) return;
    event.preventDefault();
    const [row, group, other] = ['#list .is-row :is(a, button)', '.stMain .is-group :is(a, summary, button)', '.stMain :is(table a, input, button)']
      .map((found) => document.querySelector(found));
    const first = row ?? group ?? other;
    first?.focus();
    first?.scrollIntoView({ block: 'center' });
  });

  const skip = document.createElement('a');  // past the head of the page, which stands before everything else
  skip.className = 'is-skip';
  skip.href = '#list';
  skip.textContent = 'Skip to the content';
  document.body.prepend(skip);

  // The answer is told to whoever does not see it, once it is there.
  let told = '';
  new MutationObserver(() => {
    const now = document.querySelector('.is-headline')?.textContent ?? '';
    if (now && now !== told) said.textContent = now;
    told = now;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
})();
