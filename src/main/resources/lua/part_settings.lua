-- Included by other scripts: the settings of a stream or a campaign.

-- Stores a setting; an empty value removes it. Whether that changed anything.
local function put(settings_key, name, value)
  if value == '' then
    return redis.call('HDEL', settings_key, name) == 1
  end
  if redis.call('HGET', settings_key, name) == value then
    return false
  end
  redis.call('HSET', settings_key, name, value)
  return true
end

-- After a change of the goal: goalReachedAt is about the current one. goal_total: the field of totals that it is about.
-- Both numbers are below 2^53, so exact.
local function judge_goal(settings_key, totals_key, goal_total, now)
  local goal = redis.call('HGET', settings_key, 'goal')
  local total = redis.call('HGET', totals_key, goal_total) or '0'
  if goal and tonumber(total) >= tonumber(goal) then
    redis.call('HSETNX', settings_key, 'goalReachedAt', now)
  else
    redis.call('HDEL', settings_key, 'goalReachedAt')
  end
end
