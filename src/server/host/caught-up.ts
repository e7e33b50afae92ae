/** How many entries a copy may lack and still lead soon, or be made a voter: about what is under way in a sale. */
export const CAUGHT_UP_ENTRIES = 128;
