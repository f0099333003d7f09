"""What people see: the page for funders, the evidence view, the notebooks."""
