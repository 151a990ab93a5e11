// libgvc prints each number of an SVG with snprintf, and the corner of a rounded box has a dozen: a quarter of the time
// that the child takes for a small figure. Its SVG renderer calls this function through the dynamic linker, which finds
// the program's own first (see RELEASE in the Makefile). Where it does not, in a library or on another system, the
// picture is the same, only later.
#include "CGraphviz.h"
#include "writing.h"
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

void gvprintdouble(GVJ_t *job, double number) {
    char text[400];
    gvwrite(job, text, (size_t)kgv_print_number(text, number));
}
