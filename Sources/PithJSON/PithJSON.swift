// PithJSON
