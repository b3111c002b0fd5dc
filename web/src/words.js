// SPDX-License-Identifier: GPL-3.0-or-later
const english = {
  skip: 'Skip to the map', theme: 'Light or dark', layers: 'Published layers', search: 'Search layers', map: 'Map', service: 'Service',
  opacity: 'Opacity', copy: 'Copy', copied: 'Copied', none: 'Nothing is published yet.', noMatch: 'No layer matches.', version: 'Version',
  colour: 'Colour', height: 'Height', class: 'Class', intensity: 'Intensity', rgb: 'Own colours', pointSize: 'Point size', budget: 'At most', opening: 'Opening…',
  scene: '3D view: drag to move, with the right button to turn, wheel or pinch to come closer, arrow keys to move',
  failed3d: 'The 3D view cannot be opened: ', files: 'Files', points: 'points', legend: 'Legend', style: 'Style', manyFeatures: 'and more',
  failed: 'The server did not answer: ', noData: 'no data here', value: 'Value', show: 'Show on the map', notShown: 'A browser cannot draw this layer’s tiles; publish it as WMS too.',
};
const french = {
  skip: 'Aller à la carte', theme: 'Clair ou sombre', layers: 'Couches publiées', search: 'Chercher une couche', map: 'Carte', service: 'Service',
  opacity: 'Opacité', copy: 'Copier', copied: 'Copié', none: 'Rien n’est encore publié.', noMatch: 'Aucune couche ne correspond.', version: 'Version',
  colour: 'Couleur', height: 'Hauteur', class: 'Classe', intensity: 'Intensité', rgb: 'Ses couleurs', pointSize: 'Taille des points', budget: 'Au plus', opening: 'Ouverture…',
  scene: 'Vue 3D : glisser pour déplacer, avec le bouton droit pour tourner, molette ou pincement pour approcher, flèches pour déplacer',
  failed3d: 'La vue 3D ne s’ouvre pas : ', files: 'Fichiers', points: 'points', legend: 'Légende', style: 'Style', manyFeatures: 'et d’autres',
  failed: 'Le serveur n’a pas répondu : ', noData: 'pas de donnée ici', value: 'Valeur', show: 'Afficher sur la carte', notShown: 'Un navigateur ne sait pas dessiner les tuiles de cette couche ; publiez-la aussi en WMS.',
};

// The first language of the browser that we speak decides; English otherwise.
const spoken = (navigator.languages || [navigator.language]).map((name) => name.slice(0, 2)).find((name) => name === 'fr' || name === 'en');
export const language = spoken || 'en';
const words = language === 'fr' ? french : english;
export const say = (key) => words[key];

export function translatePage() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = say(element.dataset.text);
  for (const element of document.querySelectorAll('[data-placeholder]')) element.placeholder = say(element.dataset.placeholder);
  for (const element of document.querySelectorAll('[data-label]')) {
    element.setAttribute('aria-label', say(element.dataset.label));
    element.title = say(element.dataset.label);
  }
}
