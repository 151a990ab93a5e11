// The numbers of an SVG, of which a figure has a thousand, without printf: a quarter of the time that drawing took.
#include "CGraphviz.h"
#include <math.h>
#include <stdint.h>
#include <stdio.h>

int kgv_print_number(char *text, double number) {
    double hundredths = number * 100, whole = rint(hundredths);
    // Near a tie the product's own rounding could decide: there the exact way does.
    int is_sure = fabs(hundredths) < 1e9 && fabs(fabs(hundredths - whole) - 0.5) > 1e-4;
    if (!is_sure) {
        int length = snprintf(text, 400, "%.02f", number);
        while (text[length - 1] == '0') length--;
        if (text[length - 1] == '.') length--;
        int is_nothing = length == 2 && text[0] == '-' && text[1] == '0';
        return is_nothing ? (text[0] = '0', 1) : length;
    }
    int64_t value = (int64_t)whole;
    uint64_t rest = (uint64_t)(value < 0 ? -value : value);
    char digits[24];
    int count = 0, length = 0;
    for (; rest > 0 || count < 3; rest /= 10) digits[count++] = (char)('0' + rest % 10);
    if (value < 0) text[length++] = '-';
    while (count > 2) text[length++] = digits[--count];
    if (value % 100 == 0) return length;
    text[length++] = '.';
    text[length++] = digits[1];
    if (digits[0] != '0') text[length++] = digits[0];
    return length;
}
