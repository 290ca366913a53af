-- Reads what is to be delivered now, the first that is due first. A chat for which something is due gets all that waits for
-- it, in the order of the events. What belongs to a target that is gone is removed.
--
-- KEYS  1 targets (hash)  2 secrets (hash)  3 outbox (hash)  4 waiting (zset)  5 due (zset)
-- ARGV  1 now, epoch ms  2 maximum of deliveries of one target
--       ids of targets of which nothing is wanted now
-- Returns for each target: {id, settings, address and secret, {name, value, name, value, …}}

local call = redis.call
local targets_key, secrets_key, outbox_key, waiting_key, due_key = unpack(KEYS, 1, 5)
local now, most = tonumber(ARGV[1]), tonumber(ARGV[2])
local first_skipped = 3

local skipped, found, order, chats = {}, {}, {}, false
for i = first_skipped, #ARGV do
  skipped[ARGV[i]] = true
end

local function add(target, name)
  if #target.deliveries < 2 * most then
    target.deliveries[#target.deliveries + 1] = name
    target.deliveries[#target.deliveries + 1] = call('HGET', outbox_key, name) or ''
  end
end

local function lookup(id)
  local settings, access = call('HGET', targets_key, id), call('HGET', secrets_key, id)
  local target = {id = id, settings = settings, access = access, deliveries = {}}
  target.gone = not settings or not access
  target.chat = not target.gone and cjson.decode(settings).kind ~= 'webhook'
  if not target.gone then
    order[#order + 1] = target
  end
  chats = chats or target.chat
  return target
end

local function target_of(name)
  return string.match(name, '^([^\t]*)\t')
end

for _, name in ipairs(call('ZRANGE', due_key, '-inf', '(' .. string.format('%.0f', now + 1), 'BYSCORE')) do
  local id = target_of(name)
  if not skipped[id] then
    found[id] = found[id] or lookup(id)
    if found[id].gone then
      call('HDEL', outbox_key, name)
      call('ZREM', waiting_key, name)
      call('ZREM', due_key, name)
    elseif not found[id].chat then
      add(found[id], name)
    end
  end
end
for _, name in ipairs(chats and call('ZRANGE', waiting_key, 0, -1) or {}) do
  local target = found[target_of(name)]
  if target and target.chat then
    add(target, name)
  end
end

for i, target in ipairs(order) do
  order[i] = {target.id, target.settings, target.access, target.deliveries}
end
return order
