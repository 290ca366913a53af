package org.livetally.settings;

/** A setting has a value that it cannot have. */
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * Names the setting in its message.
     *
     * @param setting an option without its dashes, or a variable of the environment
     * @param rule what it must be; never the value, which may be a secret
     */
    public SettingException(String setting, String rule) {
        super((setting.startsWith("LIVETALLY_") ? "" : "--") + setting + " " + rule);
    }
}
