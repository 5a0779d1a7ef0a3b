"""Ofsted's focused visits to local authorities' children's services: letters without grades."""
