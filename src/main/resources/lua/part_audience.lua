-- Included by other scripts: what boards and /metrics show of the audience.

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

-- likes, viewers, peakViewers, uniqueViewers, views: all but viewers as in audience (hash), nil if missing.
local function audience_figures(audience, presence)
  local kept = redis.call('HMGET', audience, 'likes', 'peakViewers', 'uniqueViewers', 'views')
  return {kept[1], open_viewers(presence), kept[2], kept[3], kept[4]}
end
