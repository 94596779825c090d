"""What each lesson's texts may print, one module per lesson: computed numbers, and conventions."""
