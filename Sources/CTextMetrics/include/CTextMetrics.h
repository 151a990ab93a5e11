#pragma once

/// How wide a character is, in thousandths of an em: Helvetica's or Helvetica-Bold's widths, Courier's where it is of one
/// width; guesses for scripts that these do not have.
int ctm_width(unsigned character, int is_mono, int is_bold);
