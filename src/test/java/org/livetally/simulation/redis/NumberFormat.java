package org.livetally.simulation.redis;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** string.format for the conversions that scripts use: %d, %s, %.Nf, %x and %%, since LuaJ's ignores a precision. */
final class NumberFormat {
    private NumberFormat() {}

    static LuaValue format(Varargs call) {
        String format = Bytes.latin(call.checkstring(1));
        if (format.equals("%d")) {
            return Bytes.number((long) call.checkdouble(2));
        }
        StringBuilder text = new StringBuilder();
        int arg = 2;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                text.append(c);
                continue;
            }
            int end = conversion(format, i + 1);
            if (format.charAt(end) == '%') {
                text.append('%');
            } else {
                text.append(converted(format.charAt(end), format.substring(i + 1, end), call, arg));
                arg++;
            }
            i = end;
        }
        return Bytes.of(text.toString());
    }

    private static int conversion(String format, int from) {
        int end = from;
        while ("0123456789.".indexOf(format.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    private static String converted(char conversion, String width, Varargs call, int arg) {
        if (conversion == 's' && width.isEmpty()) {
            LuaValue value = call.checkvalue(arg);
            return value.isstring() ? Bytes.latin(value.strvalue()) : value.tojstring();
        }
        if (conversion == 'd' || conversion == 'x') {
            return String.format("%" + width + conversion, (long) call.checkdouble(arg));
        }
        if (conversion == 'f' && width.startsWith(".")) {
            return fixed(call.checkdouble(arg), Integer.parseInt(width.substring(1)));
        }
        throw new LuaError("the model of Redis does not know the format %" + width + conversion);
    }

    private static String fixed(double value, int digits) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Bytes.latin(Bytes.number(value));
        }
        String text =
                new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
        return value < 0 && !text.startsWith("-") ? "-" + text : text;
    }
}
