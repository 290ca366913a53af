-- Included by other scripts: integers within 2^53, beyond which Lua's numbers skip some.

local MAX_EXACT = 2 ^ 53 - 1 -- 2^53 itself is what 2^53 + 1 is rounded to

-- Whether a number is such an integer.
local function is_exact(number)
  return number and number <= MAX_EXACT and number >= -MAX_EXACT and number % 1 == 0
end

-- Most are small, and are written in half the time that way; tostring would write 1.5922080005e+12.
local function text(value)
  local is_small = value < 2147483648 and value > -2147483648 and value % 1 == 0
  return string.format(is_small and '%d' or '%.0f', value)
end

-- The count that a field has; 0 if it is missing.
local function integer(value)
  local count = tonumber(value or 0)
  if not is_exact(count) or count < 0 then
    error('the audience of this stream holds no count: ' .. tostring(value), 0)
  end
  return count
end
