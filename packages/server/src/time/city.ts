/** Finding a zone by the city one lives in: the places that zones are named after, and large cities that none is named after. */
import { zoneChoices } from "@interviewvector/domain";
import { cityOf } from "./zone.ts";

export interface City {
  place: string;
  zone: string;
}

/** By zone: cities of millions, and those where many who are interviewed live. */
const furtherCities: Record<string, string> = {
  "Asia/Kolkata":
    "Mumbai, Bombay, Calcutta, Madras, Delhi, New Delhi, Bengaluru, Bangalore, Chennai, Hyderabad, Pune, Ahmedabad, Jaipur, Lucknow, Kochi, Noida, Gurugram, Gurgaon, Indore, Coimbatore, India",
  "Asia/Shanghai": "Beijing, Shenzhen, Guangzhou, Chengdu, Hangzhou, Wuhan, Nanjing, Xi’an, China",
  "Asia/Tokyo": "Osaka, Yokohama, Nagoya, Kyoto, Fukuoka, Sapporo, Japan",
  "Asia/Karachi": "Lahore, Islamabad, Rawalpindi, Faisalabad, Pakistan",
  "Asia/Ho_Chi_Minh": "Hanoi, Saigon, Da Nang, Vietnam",
  "Asia/Jakarta": "Bandung, Surabaya, Medan, Indonesia",
  "Asia/Dubai": "Abu Dhabi, Sharjah",
  "Asia/Riyadh": "Jeddah, Mecca, Medina, Saudi Arabia",
  "Asia/Jerusalem": "Tel Aviv, Haifa, Israel",
  "Asia/Manila": "Quezon City, Cebu, Davao, Philippines",
  "Asia/Kuala_Lumpur": "Penang, Johor Bahru, Malaysia",
  "America/Los_Angeles": "San Francisco, San Diego, San Jose, Seattle, Portland, Sacramento, Las Vegas",
  "America/Denver": "Salt Lake City, Albuquerque, Boulder",
  "America/Chicago": "Houston, Dallas, Austin, San Antonio, Minneapolis, Nashville, New Orleans, St. Louis",
  "America/New_York": "Boston, Washington, Philadelphia, Atlanta, Miami, Charlotte, Pittsburgh, Orlando",
  "America/Toronto": "Montréal, Ottawa, Québec, Waterloo",
  "America/Edmonton": "Calgary",
  "America/Sao_Paulo": "Rio de Janeiro, Brasília, Belo Horizonte, Curitiba, Porto Alegre",
  "America/Mexico_City": "Guadalajara, Puebla, Querétaro",
  "America/Bogota": "Medellín, Cali, Barranquilla",
  "America/Argentina/Buenos_Aires": "Córdoba, Rosario, Argentina",
  "Europe/London": "Manchester, Birmingham, Edinburgh, Glasgow, Bristol, Leeds, Cambridge, Oxford",
  "Europe/Berlin": "Munich, München, Hamburg, Frankfurt, Cologne, Köln, Stuttgart, Düsseldorf, Leipzig, Germany",
  "Europe/Paris": "Lyon, Marseille, Toulouse, Nantes, Lille, France",
  "Europe/Madrid": "Barcelona, Valencia, Sevilla, Bilbao, Spain",
  "Europe/Rome": "Milan, Milano, Naples, Turin, Bologna, Italy",
  "Europe/Warsaw": "Kraków, Wrocław, Gdańsk, Poznań, Łódź, Poland",
  "Europe/Lisbon": "Porto",
  "Europe/Zurich": "Geneva, Basel, Bern, Lausanne",
  "Europe/Amsterdam": "Rotterdam, The Hague, Utrecht, Eindhoven",
  "Europe/Istanbul": "Ankara, İzmir, Bursa, Türkiye",
  "Europe/Kyiv": "Kiev, Lviv, Kharkiv, Odesa, Dnipro",
  "Europe/Bucharest": "Cluj-Napoca, Timișoara, Iași",
  "Africa/Lagos": "Abuja, Ibadan, Kano, Port Harcourt, Nigeria",
  "Africa/Johannesburg": "Cape Town, Durban, Pretoria",
  "Africa/Cairo": "Alexandria, Giza, Egypt",
  "Africa/Nairobi": "Mombasa, Kisumu",
  "Africa/Accra": "Kumasi",
  "Africa/Casablanca": "Rabat, Marrakesh, Fès, Tangier",
  "Australia/Sydney": "Canberra, Newcastle",
  "Pacific/Auckland": "Wellington, Christchurch",
};

const MOST = 12;

let all: readonly (City & { key: string })[] | null = null;

/** Cities whose name, or a word of it, begins so; whole names first. Case and accents don't matter. */
export function findCities(words: string): City[] {
  const wanted = keyOf(words);
  if (wanted.length < 2) return [];
  all ??= everyCity();
  const rank = (key: string) => (key === wanted ? 0 : key.startsWith(wanted) ? 1 : key.includes(` ${wanted}`) ? 2 : 3);
  return all
    .map((city) => ({ city, rank: rank(city.key) }))
    .filter((one) => one.rank < 3)
    .sort((left, right) => left.rank - right.rank || left.city.place.localeCompare(right.city.place, "en"))
    .slice(0, MOST)
    .map(({ city }) => ({ place: city.place, zone: city.zone }));
}

function everyCity() {
  const ofZones = zoneChoices().flatMap((zone) => {
    const place = cityOf(zone);
    return place === null ? [] : [{ place, zone }];
  });
  const further = Object.entries(furtherCities).flatMap(([zone, cities]) =>
    cities.split(", ").map((place) => ({ place, zone })),
  );
  return [...ofZones, ...further].map((city) => ({ ...city, key: keyOf(city.place) }));
}

function keyOf(words: string): string {
  return words
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ı", "i")
    .replaceAll("ł", "l")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
