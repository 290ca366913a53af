package org.livetally.settings;

/** A setting has an invalid value. */
public final class SettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /**
     * The message names the setting and never repeats the value, which may be a secret.
     *
     * @param setting an option without its dashes, or an environment variable
     * @param rule what the value must be
     */
    public SettingException(String setting, String rule) {
        super((setting.startsWith("LIVETALLY_") ? "" : "--") + setting + " " + rule);
    }
}
