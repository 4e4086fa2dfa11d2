"""What a review is and what can be said about it; knows neither Sphinx nor docutils."""
