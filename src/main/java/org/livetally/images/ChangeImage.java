package org.livetally.images;

import org.livetally.http.EntityTag;
import org.livetally.redis.client.LuaScript;
import org.livetally.redis.client.ScriptCall;
import org.livetally.redis.client.StreamKeys;

/** Calls of {@code lua/change_image.lua}. */
final class ChangeImage {
    private static final LuaScript SCRIPT = LuaScript.load("change_image");

    private ChangeImage() {}

    /** @param content an empty one removes the picture */
    static ScriptCall call(StreamKeys keys, String name, byte[] content) {
        return new ScriptCall(SCRIPT)
                .key(keys.settings())
                .key(keys.images())
                .key(keys.imageFacts())
                .key(keys.archiving())
                .arg(name)
                .arg(content)
                .arg(EntityTag.of(content).text())
                .arg(Images.MAX_IMAGES)
                .arg(Images.MAX_BYTES);
    }
}
