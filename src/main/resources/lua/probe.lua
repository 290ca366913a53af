-- Passes every check that Redis makes before a write (role, memory, replicas, disk, rights, slot), and changes nothing: XX adds no
-- member, and nobody ever adds this one. So it costs no fsync; WriteProbe asks for that, less often.
-- KEYS[1]: a key of its own
redis.call('ZADD', KEYS[1], 'XX', 0, 'probe')
return 'OK'
