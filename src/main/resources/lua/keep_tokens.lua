-- Keeps tokens on the list of those that were made, until they end; says when they were used; forgets what has ended.
--
-- KEYS[1] tokens  hash        id to claims
-- KEYS[2] ends    sorted set  id by the epoch second at which it expires
-- KEYS[3] used    hash        id to when it was used last, epoch ms
-- KEYS[4] makers  hash        id to how many that are on the list were made with it, or with what was made with it
-- ARGV[1] integer  now, epoch seconds
-- ARGV[2] integer  how many a maker may have on the list, itself and what was made with it together; -1 for no limit
-- ARGV[3] integer  when they were used, epoch ms; 0 for not yet
-- ARGV[4] ...      of each token: id, epoch second at which it expires, claims
--
-- Returns "kept" or, with nothing of that token written, "many" (its maker has too many).

local tokens, ends, used, makers = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local MOST_FORGOTTEN = 1000

local function lineage(claims)
  return cjson.decode(claims).by or {}
end

for _, id in ipairs(redis.call('ZRANGE', ends, '-inf', ARGV[1], 'BYSCORE', 'LIMIT', 0, MOST_FORGOTTEN)) do
  local claims = redis.call('HGET', tokens, id)
  for _, maker in ipairs(claims and lineage(claims) or {}) do
    if redis.call('HINCRBY', makers, maker, -1) <= 0 then
      redis.call('HDEL', makers, maker)
    end
  end
  redis.call('HDEL', tokens, id)
  redis.call('HDEL', used, id)
  redis.call('HDEL', makers, id)
  redis.call('ZREM', ends, id)
end

for i = 4, #ARGV, 3 do
  local id, expires, claims = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  if redis.call('HEXISTS', tokens, id) == 0 then
    local by = lineage(claims)
    for _, maker in ipairs(by) do
      if tonumber(ARGV[2]) >= 0 and tonumber(redis.call('HGET', makers, maker) or 0) >= tonumber(ARGV[2]) then
        return 'many'
      end
    end
    redis.call('HSET', tokens, id, claims)
    redis.call('ZADD', ends, expires, id)
    for _, maker in ipairs(by) do
      redis.call('HINCRBY', makers, maker, 1)
    end
  end
  if ARGV[3] ~= '0' then
    redis.call('HSET', used, id, ARGV[3])
  end
end
return 'kept'
