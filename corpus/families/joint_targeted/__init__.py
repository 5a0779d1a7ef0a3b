"""Joint targeted area inspections: letters of several inspectorates on how agencies protect children together."""
