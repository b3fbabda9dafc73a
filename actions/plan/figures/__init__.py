"""What is told about a plan: sheets and reports, filled, frozen, handed in and exchanged, and the counters behind them."""
