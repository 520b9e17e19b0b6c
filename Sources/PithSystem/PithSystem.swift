// PithSystem
