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

-- The sources of likes with the most of them: name, likes, when it was heard last (epoch ms), …
local function like_sources(sources, heard, most)
  local rows = {}
  local ranked = most > 0 and redis.call('ZREVRANGE', sources, 0, most - 1, 'WITHSCORES') or rows
  for i = 1, #ranked, 2 do
    rows[#rows + 1] = ranked[i]
    rows[#rows + 1] = ranked[i + 1]
    rows[#rows + 1] = redis.call('HGET', heard, ranked[i])
  end
  return rows
end

-- likes, viewers, peakViewers, uniqueViewers, views: all but viewers as in audience (hash), nil if missing.
local function audience_figures(audience, presence)
  local kept = redis.call('HMGET', audience, 'likes', 'peakViewers', 'uniqueViewers', 'views')
  return {kept[1], open_viewers(presence), kept[2], kept[3], kept[4]}
end
