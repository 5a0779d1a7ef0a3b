"""Ofsted's inspections of local authorities' children's services."""
