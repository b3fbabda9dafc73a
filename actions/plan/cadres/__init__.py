"""What cadres do about the units they look after: visits, draws, inspections, findings, and the inspector's pass."""
