"""What libraries keep to themselves and we use all the same: one module for each library."""
