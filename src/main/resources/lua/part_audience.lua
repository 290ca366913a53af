-- Included by other scripts: the number of viewers.

-- The open connections of all counters in presence (hash) whose lease has not expired.
local function open_viewers(presence)
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local sum = 0
  local counters = redis.call('HVALS', presence)
  for i = 1, #counters do
    local open, deadline = string.match(counters[i], '^(%d+) (%d+)')
    if open and tonumber(deadline) > now then
      sum = sum + tonumber(open)
    end
  end
  return sum
end
