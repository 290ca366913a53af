-- Included by other scripts: places in the ledger, the next one and the newest one.

-- The seq continues within the millisecond, and from the last one if Redis' clock was set back. Returns '<ms>-' and the
-- number of the first message; last is the newest seq, or nil.
local function next_place(last)
  local time = redis.call('TIME')
  local ms = time[1] * 1000 + math.floor(time[2] / 1000)
  local first = 0
  if last then
    local last_ms, last_n = string.match(last, '^(%d+)-(%d+)$')
    if tonumber(last_ms) >= ms then
      ms = tonumber(last_ms)
      first = tonumber(last_n) + 1
    end
  end
  return string.format('%.0f-', ms), first
end

-- The same as values of ids begin, '.<ms in base 36>-'; see IdText.java. prefix: '<ms>-'
local function id_place(prefix)
  local ms, digits = tonumber(string.sub(prefix, 1, -2)), ''
  repeat
    local digit = ms % 36
    digits = string.char(digit + (digit < 10 and 48 or 87)) .. digits
    ms = (ms - digit) / 36
  until ms == 0
  return '.' .. digits .. '-'
end

-- Whether a ledger has less than a node knows that it had. required: the newest seq that it must have, '' if none is known;
-- last: the newest seq that it has, or nil; exists: whether there is such a stream.
local function went_back(required, last, exists)
  if required == '' or required == last then
    return false
  end
  if not last then
    return not exists or required ~= '0-0'
  end
  local ms, n = string.match(required, '^(%d+)-(%d+)$')
  local last_ms, last_n = string.match(last, '^(%d+)-(%d+)$')
  ms, last_ms = tonumber(ms), tonumber(last_ms)
  return last_ms < ms or last_ms == ms and tonumber(last_n) < tonumber(n)
end
