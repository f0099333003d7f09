"""Countries and settlements."""
