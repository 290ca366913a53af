-- Stores, replaces or removes a picture, unless the stream would have too many: in one script, so that two operators
-- cannot together pass the limits, and a picture and its facts come and go together.
--
-- KEYS  1 settings (hash)  2 images (hash): name to content  3 facts of images (hash): name to '<bytes> <tag>'
--       4 archiving (string)
-- ARGV  1 name  2 content; an empty one removes the picture  3 tag
--       4 maximum of pictures  5 maximum of bytes of all pictures
-- Returns 'stored' or 'removed'; or, with nothing written,
--       'unknown'    there is no such stream
--       'archived'   its pictures are in a file, or are being written into it
--       'none'       there is no picture to remove
--       'many'       there would be too many pictures
--       'big'        there would be too many bytes

local call = redis.call
local settings_key, images_key, facts_key, archiving_key = unpack(KEYS, 1, 4)
local name, content, tag, max_images, max_bytes = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])

if call('EXISTS', settings_key) == 0 then
  return 'unknown'
end
local settings = call('HMGET', settings_key, 'status', 'archived')
if settings[2] or settings[1] == 'closed' and call('EXISTS', archiving_key) == 1 then
  return 'archived'
end
if content == '' then
  call('HDEL', images_key, name)
  return call('HDEL', facts_key, name) == 1 and 'removed' or 'none'
end
local images, bytes = 1, #content
local facts = call('HGETALL', facts_key)
for i = 1, #facts, 2 do
  if facts[i] ~= name then
    images = images + 1
    bytes = bytes + tonumber(string.match(facts[i + 1], '^%d+'))
  end
end
if images > max_images then
  return 'many'
end
if bytes > max_bytes then
  return 'big'
end
call('HSET', images_key, name, content)
call('HSET', facts_key, name, #content .. ' ' .. tag)
return 'stored'
