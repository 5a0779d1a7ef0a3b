"""What PEEL judges, round by round: the areas under every name they go by.

Sources of names: the inspectorate's cycle pages and frameworks at
https://hmicfrs.justiceinspectorates.gov.uk/peel-assessments/what-is-peel/ and a report of 2021/22 read whole.
"""

from __future__ import annotations

from dataclasses import replace

from corpus.families.profile import Area

_VICTIMS = Area(
    "victims",
    "Providing a service to the victims of crime",
    ("Victim service assessment", "service to victims", "service to victims of crime", "Quality of service review"),
    graded=False,
)
_RECORDING = Area(
    "crime_recording",
    "Crime recording",
    ("recording crime", "recording data about crime", "crime data recording", "crime data integrity"),
    optional=True,  # graded only where it was audited
    spoken=("crime data", "recording crimes", "recording of crime"),
)
_RESPONSE = Area(
    "response",
    "Responding to the public",
    spoken=("responding", "public response", "response to the public", "responding to calls"),
)
_INVESTIGATION = Area(
    "investigation",
    "Investigating crime",
    ("investigations",),
    spoken=("investigating", "investigation", "crime investigation"),
)
_VULNERABILITY = Area(
    "vulnerability",
    "Protecting vulnerable people",
    ("protection of vulnerable people",),
    spoken=("protecting the vulnerable", "vulnerability", "vulnerable people"),
)
_OFFENDERS = Area(
    "offenders",
    "Managing offenders and suspects",
    ("managing offenders", "managing suspects and offenders"),
    spoken=("offender management", "management of offenders", "managing suspects"),
)
_WORKFORCE = Area(
    "workforce",
    "Building, supporting and protecting the workforce",
    (
        "building and developing its workforce",
        "building, supporting and protecting its workforce",
        "developing a positive workplace",
        "supporting its workforce",
    ),
    spoken=("supporting the workforce", "supporting their workforce", "workforce", "protecting the workforce"),
)
# Two areas inspected apart: their grades may be added to a report's web page later.
_SOC = Area(
    "soc",
    "Disrupting serious organised crime",
    ("disrupting serious and organised crime", "tackling serious and organised crime"),
    optional=True,
    spoken=("serious and organised crime", "serious organised crime", "SOC"),
)
_VETTING = Area(
    "vetting_cc", "Vetting and counter corruption", ("vetting, IT monitoring and counter-corruption",), optional=True,
    spoken=("vetting", "counter-corruption"),
)  # fmt: skip

AREAS_2021 = (
    _VICTIMS,
    _RECORDING,
    Area(
        "public_treatment",
        "Engaging with and treating the public with fairness and respect",
        ("treating people fairly and with respect", "treatment of the public", "treating the public"),
        spoken=("treating the public fairly", "public treatment", "engaging with the public", "treating people fairly"),
    ),
    Area(
        "prevention",
        "Preventing crime and anti-social behaviour",
        ("prevention and deterrence", "preventing crime", "preventing crime and antisocial behaviour"),
        spoken=("prevention", "crime prevention"),
    ),
    _RESPONSE,
    _INVESTIGATION,
    _VULNERABILITY,
    _OFFENDERS,
    _SOC,
    _WORKFORCE,
    _VETTING,
    Area(
        "strategy_leadership",
        "Strategic planning, organisational management and value for money",
        ("operating efficiently", "good use of resources", "strategic planning"),
        spoken=("leadership", "value for money", "strategic leadership"),
    ),
)
AREAS_2023 = (
    _VICTIMS,
    _RECORDING,
    Area(
        "public_treatment",
        "Police powers and treating the public fairly and respectfully",
        (
            "using police powers and treating people fairly and with respect",
            "using police powers and treating the public fairly and respectfully",
            "police powers and public treatment",
            "treating the public",
        ),
        spoken=("police powers", "treating the public fairly", "public treatment", "treating people fairly"),
    ),
    Area(
        "prevention",
        "Preventing and deterring crime and antisocial behaviour, and reducing vulnerability",
        (
            "preventing and deterring crime and anti-social behaviour, and reducing vulnerability",
            "preventing crime",
            "prevention and deterrence",
        ),
        spoken=("prevention", "crime prevention"),
    ),
    _RESPONSE,
    _INVESTIGATION,
    _VULNERABILITY,
    _OFFENDERS,
    _SOC,
    _WORKFORCE,
    _VETTING,
    Area(
        "strategy_leadership",
        "Leadership and force management",
        ("leadership", "force management", "good use of resources"),
        spoken=("strategic planning", "value for money"),
    ),
)
# 2018/19 went by risk: only the three pillars are graded in every report. The questions behind the areas were worded
# anew each year, so an area keeps one name here and goes by the year's words as well.
AREAS_2018 = (
    Area("effectiveness", "Effectiveness", ("reducing crime and keeping people safe",)),
    Area("efficiency", "Efficiency", ("operating efficiently and sustainably",)),
    Area("legitimacy", "Legitimacy", ("treating the public and its workforce legitimately",)),
    Area(
        "prevention",
        "Preventing crime and tackling anti-social behaviour",
        ("preventing crime, tackling anti-social behaviour and keeping people safe",),
        optional=True,
    ),
    Area(
        "investigation",
        "Investigating crime",
        ("investigating crime and reducing re-offending", "investigating crime and catching criminals"),
        optional=True,
    ),
    Area(
        "vulnerability",
        "Protecting vulnerable people",
        ("protecting those who are vulnerable from harm, and supporting victims",),
        optional=True,
    ),
    Area("soc", "Tackling serious and organised crime", optional=True),
    Area("armed_policing", "Armed policing", ("specialist capabilities",), graded=False),
    Area(
        "demand",
        "Meeting current demands and using resources",
        ("using its resources to meet the demand it faces",),
        optional=True,
    ),
    Area("planning", "Planning for the future", optional=True),
    Area(
        "public_treatment",
        "Treating the public fairly",
        ("treating all of the people it serves with fairness and respect",),
        optional=True,
    ),
    Area(
        "vetting_cc",
        "Ethical and lawful workforce behaviour",
        ("ensuring that its workforce behaves ethically and lawfully",),
        optional=True,
    ),
    Area(
        "workforce",
        "Treating the workforce fairly",
        ("treating its workforce with fairness and respect",),
        optional=True,
    ),
)


def _before_2018(key: str, *aliases: str, optional: bool = True, graded: bool = True) -> Area:
    """An area of 2018/19 as it was called before."""
    area = next(area for area in AREAS_2018 if area.key == key)
    return replace(area, aliases=(*area.aliases, *aliases), optional=optional, graded=graded and area.graded)


# 2015 to 2017 had a report for each pillar and, on the web, a page for each force with all of them.
PILLARS = {
    "Effectiveness": (
        _before_2018("effectiveness", "keeping people safe and reducing crime"),
        _before_2018("prevention", "preventing crime and anti-social behaviour, and keeping people safe"),
        _before_2018("investigation", "investigating crime and managing offenders"),
        _before_2018("vulnerability", "protecting from harm those who are vulnerable, and supporting victims"),
        _before_2018("soc"),
        _before_2018("armed_policing"),
    ),
    "Efficiency": (
        _before_2018("efficiency"),
        _before_2018(
            "demand", "using its resources to meet its demand", "understanding demand", "understanding its demand"
        ),
        Area(
            "resources", "Using resources to manage demand", ("using its resources", "workforce model"), optional=True
        ),
        _before_2018("planning", "planning for future demand", "financial position"),
    ),
    "Legitimacy": (
        _before_2018("legitimacy"),
        _before_2018("public_treatment", "treating the people it serves with fairness and respect"),
        Area("stop_search", "The use of stop and search and Taser", optional=True),
        _before_2018("vetting_cc"),
        _before_2018("workforce", "wellbeing of staff and an ethical culture"),
    ),
    "Leadership": (replace(AREAS_2021[-1], aliases=("leadership",), spoken=(), graded=False),),
}
AREAS_2014 = (
    _before_2018("prevention", "reducing crime and preventing offending"),
    _before_2018("investigation", "investigating offending"),
    Area("asb", "Tackling anti-social behaviour", optional=True),
    _before_2018("vulnerability", "protecting those at greatest risk of harm", graded=False),
    _before_2018("soc", "tackling serious, organised and complex crime", graded=False),
    _before_2018("efficiency"),
    _before_2018("effectiveness", graded=False),
    _before_2018("legitimacy", graded=False),  # a phrase and no grade
)
