"""What is kept between runs: keys, forms, the file."""
