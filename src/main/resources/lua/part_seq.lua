-- Included by other scripts: the place in the ledger at which the next messages are recorded.

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
