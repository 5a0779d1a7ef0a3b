"""What was understood in, every body's verdict and quotations out."""
