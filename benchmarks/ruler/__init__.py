"""What a small trained model sees: the ruler's exam in every way of showing it pictures, and drawn procedures."""
