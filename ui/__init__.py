"""The page: one module for each page of the app, and the few widgets they share."""
