"""Area SEND: Ofsted and the Care Quality Commission on local area partnerships for children with special educational needs."""
