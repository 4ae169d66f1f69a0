package chaos.dataplane.packet;

/** Where packets go that the engine has let go. */
interface Exit {

    /**
     * A packet goes out.
     *
     * @param slot where it is; released by whoever it is given to
     * @param size its bytes
     * @param due when it should have left
     */
    void add(int slot, int size, long due);
}
