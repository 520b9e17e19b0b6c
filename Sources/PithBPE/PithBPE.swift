// PithBPE
