"""All that is live is asked the rules of today once a week."""
