"""What touches a name that another library does not promise to keep, one module per library."""
