// What a page gains when the browser runs scripts. Without them nothing is missing that a person needs.
import { greetPerson } from "./js/person.js";
import { offerReading } from "./js/reading.js";
import { offerSharing } from "./js/sharing.js";

greetPerson();
offerReading();
offerSharing();
