// PithPrompt
