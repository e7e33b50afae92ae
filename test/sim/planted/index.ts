/** Bugs planted on purpose, and whether the simulator finds them. */
export { BUDGET, FIRST_SEED_DEFAULT, type PlantedOptions, runPlanted } from './run-planted.js';
