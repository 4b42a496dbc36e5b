"""The cycle report: 18 indicators with their denominators, compared with another cycle; one HTML file, a PDF, a CSV."""
