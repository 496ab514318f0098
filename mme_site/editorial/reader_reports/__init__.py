"""What readers report: an error on a page, told without an account, and answered by those who keep the page."""
