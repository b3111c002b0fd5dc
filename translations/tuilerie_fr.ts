<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>tuilerie</name>
    <message>
        <source> features</source>
        <translation> objets</translation>
    </message>
    <message>
        <source> kB</source>
        <translation> ko</translation>
    </message>
    <message>
        <source>"%1" cannot be a layer's name: use letters without accents, digits, _ - and ., and begin with a letter or _.</source>
        <translation>"%1" ne peut pas être un nom de couche : utilisez des lettres sans accent, des chiffres, _ - et ., et commencez par une lettre ou _.</translation>
    </message>
    <message>
        <source>"%1" cannot be the name of a pyramid: it must not be empty nor contain /, &lt;, &gt; or ". Choose another name.</source>
        <translation>"%1" ne peut pas être le nom d'une pyramide : il ne doit pas être vide ni contenir /, &lt;, &gt; ou ". Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>"%1" cannot be the name of a tile matrix set: it must not be empty nor contain &lt;, &gt; or /. Rename its file.</source>
        <translation>"%1" ne peut pas être le nom d'un jeu de matrices de tuiles : il ne doit pas être vide ni contenir &lt;, &gt; ou /. Renommez son fichier.</translation>
    </message>
    <message>
        <source>"%1" has more than %2 different values. Choose another field, or graduated classes.</source>
        <translation>"%1" a plus de %2 valeurs différentes. Choisissez un autre champ, ou des classes graduées.</translation>
    </message>
    <message>
        <source>"%1" has no values to make classes of.</source>
        <translation>"%1" n'a pas de valeurs dont tirer des classes.</translation>
    </message>
    <message>
        <source>"%1" holds "%2", which is no number. Choose a field of numbers, or categories.</source>
        <translation>"%1" contient "%2", qui n'est pas un nombre. Choisissez un champ de nombres, ou des catégories.</translation>
    </message>
    <message>
        <source>"%1" is neither a field nor an expression: %2</source>
        <translation>"%1" n'est ni un champ ni une expression : %2</translation>
    </message>
    <message>
        <source>"%1" is no format of an export: %2.</source>
        <translation>« %1 » n'est pas un format d'export : %2.</translation>
    </message>
    <message>
        <source>"%1" is no number of the outbox. Look at it with outbox list.</source>
        <translation>« %1 » n'est pas un numéro de la boîte d'envoi. Consultez-la avec outbox list.</translation>
    </message>
    <message>
        <source>"%1" is not a format of raster pyramids. Known ones are like TIFF_JPG_UINT8 or TIFF_ZIP_FLOAT32.</source>
        <translation>"%1" n'est pas un format de pyramide raster. Ceux qui sont connus ressemblent à TIFF_JPG_UINT8 ou TIFF_ZIP_FLOAT32.</translation>
    </message>
    <message>
        <source>"%1" is not a tile format. Choose RAW, JPG, JPG90, PNG, LZW, ZIP or PKB.</source>
        <translation>"%1" n'est pas un format de tuile. Choisissez RAW, JPG, JPG90, PNG, LZW, ZIP ou PKB.</translation>
    </message>
    <message>
        <source>"%1" offers no COPC and no EPT that the map could show.</source>
        <translation>"%1" n'offre ni COPC ni EPT que la carte puisse montrer.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%1 (%n files)</source>
        <translation>
            <numerusform>%1 (%n fichier)</numerusform>
            <numerusform>%1 (%n fichiers)</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (LAS %2)</source>
        <translation>%1 (LAS %2)</translation>
    </message>
    <message>
        <source>%1 (findings: %2)</source>
        <translation>%1 (constats : %2)</translation>
    </message>
    <message>
        <source>%1 And %2 other errors of its octree.</source>
        <translation>%1 Et %2 autres erreurs de son octree.</translation>
    </message>
    <message>
        <source>%1 COPCs are decoded, %2 and others: %3.</source>
        <translation>%1 COPC sont décodés, %2 et d'autres : %3.</translation>
    </message>
    <message>
        <source>%1 First: %2.</source>
        <translation>%1 Premier : %2.</translation>
    </message>
    <message>
        <source>%1 It had %2 open. Nothing else is touched. Leave that file out, or repair it with the program it comes from.</source>
        <translation>%1 Fichiers ouverts : %2. Rien d'autre n'est touché. Laissez ce fichier de côté, ou réparez-le avec le programme dont il vient.</translation>
    </message>
    <message>
        <source>%1 MiB are needed beside %2, and %3 MiB are free. Free some space, choose another place or a larger cell.</source>
        <translation>%1 Mio sont nécessaires à côté de %2, et %3 Mio sont libres. Libérez de la place, choisissez un autre endroit ou une cellule plus grande.</translation>
    </message>
    <message>
        <source>%1 MiB of memory are enough for %2 of %3 workers.</source>
        <translation>%1 Mio de mémoire suffisent pour %2 ouvriers sur %3.</translation>
    </message>
    <message>
        <source>%1 MiB of memory are given, but %2 workers need about %3 MiB. More than that is used; fewer workers need less.</source>
        <translation>%1 Mio de mémoire sont donnés, mais %2 ouvriers demandent environ %3 Mio. Il en sera utilisé davantage ; moins d'ouvriers en demandent moins.</translation>
    </message>
    <message>
        <source>%1 MiB of memory are given, but a slab needs about %2 MiB. More than that is used; smaller slabs would need less.</source>
        <translation>%1 Mio de mémoire sont donnés, mais une dalle demande environ %2 Mio. Il en sera utilisé davantage ; des dalles plus petites en demanderaient moins.</translation>
    </message>
    <message>
        <source>%1 Nothing else is touched. Try with fewer files to find the one that it is about.</source>
        <translation>%1 Rien d'autre n'est touché. Essayez avec moins de fichiers pour trouver celui dont il s'agit.</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 et %2</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 et %2 autres</translation>
    </message>
    <message>
        <source>%1 and %2 overlap by %3 × %4 cells.</source>
        <translation>%1 et %2 se recouvrent sur %3 × %4 cellules.</translation>
    </message>
    <message>
        <source>%1 and more points lie at one and the same place; no octree can hold them in nodes of %2. Remove the duplicates first.</source>
        <translation>%1 points et plus se trouvent au même endroit ; aucun octree ne peut les tenir dans des nœuds de %2. Supprimez d'abord les doublons.</translation>
    </message>
    <message>
        <source>%1 are free on the disk.</source>
        <translation>%1 sont libres sur le disque.</translation>
    </message>
    <message>
        <source>%1 are published as %2, not as %3.</source>
        <translation>%1 sont publiés en %2, pas en %3.</translation>
    </message>
    <message>
        <source>%1 as picture tiles of the styled map, %2</source>
        <translation>%1 en tuiles d'image de la carte stylée, %2</translation>
    </message>
    <message>
        <source>%1 as vector tiles, %2</source>
        <translation>%1 en tuiles vecteur, %2</translation>
    </message>
    <message>
        <source>%1 band(s)</source>
        <translation>%1 bande(s)</translation>
    </message>
    <message>
        <source>%1 bands are asked for, but a picture is made of one band or of three: red, green and blue. What one sees through is taken from the data.</source>
        <translation>%1 bandes sont demandées, mais une image est faite d'une bande ou de trois : rouge, vert et bleu. La transparence est prise dans les données.</translation>
    </message>
    <message>
        <source>%1 bands, %2</source>
        <translation>%1 bandes, %2</translation>
    </message>
    <message>
        <source>%1 bands, of which one is transparency</source>
        <translation>%1 bandes, dont une de transparence</translation>
    </message>
    <message>
        <source>%1 blocking findings</source>
        <translation>%1 constats bloquants</translation>
    </message>
    <message>
        <source>%1 blocking findings must be put right before the data can be published.</source>
        <translation>%1 constats bloquants doivent être corrigés avant que les données puissent être publiées.</translation>
    </message>
    <message>
        <source>%1 blocking, %2 warnings, %3 for information.</source>
        <translation>%1 bloquants, %2 avertissements, %3 pour information.</translation>
    </message>
    <message>
        <source>%1 can no longer be read: it was moved, or its disk is gone. Put it back, then resume.</source>
        <translation>%1 n'est plus lisible : il a été déplacé, ou son disque n'est plus là. Remettez-le, puis reprenez.</translation>
    </message>
    <message>
        <source>%1 cannot be changed here: the file or its folder is read-only. Copy it to where you may write.</source>
        <translation>%1 ne peut pas être modifié ici : le fichier ou son dossier est en lecture seule. Copiez-le là où vous pouvez écrire.</translation>
    </message>
    <message>
        <source>%1 cannot be copied: %2. Make room, or choose another folder for the copy.</source>
        <translation>%1 ne peut pas être copié : %2. Faites de la place, ou choisissez un autre dossier pour la copie.</translation>
    </message>
    <message>
        <source>%1 cannot be decoded: %2</source>
        <translation>%1 ne peut pas être décodé : %2</translation>
    </message>
    <message>
        <source>%1 cannot be drawn. The checks panel says what is wrong with it.</source>
        <translation>%1 ne peut pas être dessiné. Le panneau des contrôles dit ce qui ne va pas.</translation>
    </message>
    <message>
        <source>%1 cannot be opened. Ask for the right to read it.</source>
        <translation>%1 ne peut pas être ouvert. Demandez le droit de le lire.</translation>
    </message>
    <message>
        <source>%1 cannot be opened: no permission. Ask for the right to read it.</source>
        <translation>%1 ne peut pas être ouvert : pas d'autorisation. Demandez le droit de le lire.</translation>
    </message>
    <message>
        <source>%1 cannot be read as %2: it is damaged, incomplete or of another format. Copy it again from its source, or leave it out.</source>
        <translation>%1 ne peut pas être lu comme %2 : il est endommagé, incomplet ou d’un autre format. Copiez-le à nouveau depuis sa source, ou écartez-le.</translation>
    </message>
    <message>
        <source>%1 cannot be read as a SQLite file. Copy it again from its source.</source>
        <translation>%1 ne peut pas être lu comme un fichier SQLite. Copiez-le à nouveau depuis sa source.</translation>
    </message>
    <message>
        <source>%1 cannot be read as a zip: it is damaged, incomplete or of another format. Copy it again from its source.</source>
        <translation>%1 ne peut pas être lu comme zip : il est abîmé, incomplet ou d'un autre format. Recopiez-le depuis sa source.</translation>
    </message>
    <message>
        <source>%1 cannot be read from the object store. Check the address, the keys and the network, then try again.</source>
        <translation>%1 ne peut pas être lu depuis le stockage objet. Vérifiez l'adresse, les clés et le réseau, puis recommencez.</translation>
    </message>
    <message>
        <source>%1 cannot be read or written.</source>
        <translation>%1 ne peut être ni lu ni écrit.</translation>
    </message>
    <message>
        <source>%1 cannot be used as a style. %2</source>
        <translation>%1 ne peut pas servir de style. %2</translation>
    </message>
    <message>
        <source>%1 cannot be written to the object store. Check the address, the keys and the network, then resume.</source>
        <translation>%1 ne peut pas être écrit dans le stockage objet. Vérifiez l'adresse, les clés et le réseau, puis reprenez.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Check the room on the disk and its rights.</source>
        <translation>%1 ne peut pas être écrit. Vérifiez la place sur le disque et ses droits.</translation>
    </message>
    <message>
        <source>%1 cannot be written. Delete the file of that name, or give the copy another name.</source>
        <translation>%1 ne peut pas être écrit. Supprimez le fichier de ce nom, ou donnez un autre nom à la copie.</translation>
    </message>
    <message>
        <source>%1 cannot be written: name the copy .gpkg, .shp, .geojson, .fgb or .csv.</source>
        <translation>%1 ne peut pas être écrit : nommez la copie .gpkg, .shp, .geojson, .fgb ou .csv.</translation>
    </message>
    <message>
        <source>%1 channels were asked for; there can be 1 to 4.</source>
        <translation>%1 canaux ont été demandés ; il peut y en avoir de 1 à 4.</translation>
    </message>
    <message>
        <source>%1 cm</source>
        <translation>%1 cm</translation>
    </message>
    <message>
        <source>%1 could not be written. Check the disk and the folder's permissions, then try again.</source>
        <translation>%1 n'a pas pu être écrit. Vérifiez le disque et les droits du dossier, puis réessayez.</translation>
    </message>
    <message>
        <source>%1 counts its heights from %2, but %3 does not say from where: neither does the pyramid. Assign the whole system (such as EPSG:2154+5720) if it is the same.</source>
        <translation>%1 compte ses altitudes depuis %2, mais %3 ne dit pas depuis où : la pyramide ne le dit pas non plus. Attribuez le système complet (par exemple EPSG:2154+5720) si c’est le même.</translation>
    </message>
    <message>
        <source>%1 counts its heights from %2, but %3 does not say from where; they are taken for the same.</source>
        <translation>%1 compte ses altitudes depuis %2, mais %3 ne dit pas depuis où ; elles sont tenues pour les mêmes.</translation>
    </message>
    <message>
        <source>%1 counts its heights from %2, but %3 from %4. Convert one of them, or derive from them separately.</source>
        <translation>%1 compte ses altitudes depuis %2, mais %3 depuis %4. Convertissez l’un des deux, ou dérivez-les séparément.</translation>
    </message>
    <message>
        <source>%1 counts its heights from %2, but %3 from %4. Convert one of them, or make two pyramids.</source>
        <translation>%1 compte ses altitudes depuis %2, mais %3 depuis %4. Convertissez l’un des deux, ou faites deux pyramides.</translation>
    </message>
    <message>
        <source>%1 counts its heights from %2, but most files from %3: together, the ground would have a step.</source>
        <translation>%1 compte ses altitudes depuis %2, mais la plupart des fichiers depuis %3 : ensemble, le sol aurait une marche.</translation>
    </message>
    <message>
        <source>%1 covers no ground: the size of its cells is zero.</source>
        <translation>%1 ne couvre aucun terrain : la taille de ses cellules est nulle.</translation>
    </message>
    <message>
        <source>%1 curved geometries were turned into straight lines.</source>
        <translation>%1 géométries courbes sont devenues des lignes droites.</translation>
    </message>
    <message>
        <source>%1 decided, %2 left.</source>
        <translation>%1 décidés, %2 restants.</translation>
    </message>
    <message>
        <source>%1 did not arrive on the server. Run the same again: it goes on with what is missing.</source>
        <translation>%1 n'est pas arrivé sur le serveur. Relancez la même chose : elle reprend avec ce qui manque.</translation>
    </message>
    <message>
        <source>%1 does more than lay files side by side, and the server takes no VRT. Make a GeoTIFF of it first: gdal_translate %1 file.tif.</source>
        <translation>%1 fait plus que mettre des fichiers côte à côte, et le serveur ne prend pas de VRT. Faites-en d'abord un GeoTIFF : gdal_translate %1 fichier.tif.</translation>
    </message>
    <message>
        <source>%1 does not exist. Check the path.</source>
        <translation>%1 n'existe pas. Vérifiez le chemin.</translation>
    </message>
    <message>
        <source>%1 does not keep the rule %2: change its values so that it does.</source>
        <translation>%1 ne respecte pas la règle %2 : modifiez ses valeurs en conséquence.</translation>
    </message>
    <message>
        <source>%1 does not say in its header that it is a GeoPackage (application id %2): some programs refuse it.</source>
        <translation>%1 ne dit pas dans son en-tête qu'il est un GeoPackage (application id %2) : certains programmes le refusent.</translation>
    </message>
    <message>
        <source>%1 does not say its coordinate reference system. Assign one.</source>
        <translation>%1 ne dit pas son système de coordonnées. Attribuez-en un.</translation>
    </message>
    <message>
        <source>%1 does not say where it lies. Give it a world file, or georeference it first.</source>
        <translation>%1 ne dit pas où il se trouve. Donnez-lui un fichier de calage, ou géoréférencez-le d'abord.</translation>
    </message>
    <message>
        <source>%1 does not say where it lies: it has no georeferencing.</source>
        <translation>%1 ne dit pas où il se trouve : il n'a pas de géoréférencement.</translation>
    </message>
    <message>
        <source>%1 does not say which column of the table %2 holds the geometries.</source>
        <translation>%1 ne dit pas quelle colonne de la table %2 contient les géométries.</translation>
    </message>
    <message>
        <source>%1 does not say which coordinate reference system it is in.</source>
        <translation>%1 ne dit pas dans quel système de coordonnées il est.</translation>
    </message>
    <message>
        <source>%1 ends before its points: its header says %2, the file holds %3. Copy it again from its source, or leave it out.</source>
        <translation>%1 finit avant ses points : son en-tête en dit %2, le fichier en contient %3. Copiez-le à nouveau depuis sa source, ou laissez-le de côté.</translation>
    </message>
    <message>
        <source>%1 ends before its points: of %2 announced, %3 are there.</source>
        <translation>%1 s’arrête avant la fin de ses points : sur %2 annoncés, %3 sont présents.</translation>
    </message>
    <message>
        <source>%1 ends too early: a part of it is missing. Copy it again from its source.</source>
        <translation>%1 s'arrête trop tôt : il en manque une partie. Copiez-le à nouveau depuis sa source.</translation>
    </message>
    <message>
        <source>%1 exists already and is no point cloud. Choose another output, or remove it first.</source>
        <translation>%1 existe déjà et n'est pas un nuage de points. Choisissez une autre sortie, ou supprimez-le d'abord.</translation>
    </message>
    <message>
        <source>%1 exists already. Choose another output, or remove it first.</source>
        <translation>%1 existe déjà. Choisissez une autre sortie, ou supprimez-le d'abord.</translation>
    </message>
    <message>
        <source>%1 exists already. Choose another output, or remove that pyramid first.</source>
        <translation>%1 existe déjà. Choisissez une autre sortie, ou supprimez d'abord cette pyramide.</translation>
    </message>
    <message>
        <source>%1 exists already. Give the copy another name, or delete the file first.</source>
        <translation>%1 existe déjà. Donnez un autre nom à la copie, ou supprimez d'abord ce fichier.</translation>
    </message>
    <message>
        <source>%1 features have no geometry and were left out.</source>
        <translation>%1 objets n'ont pas de géométrie et ont été laissés de côté.</translation>
    </message>
    <message>
        <source>%1 files and folders, %2 to %3 shown.</source>
        <translation>%1 fichiers et dossiers, %2 à %3 affichés.</translation>
    </message>
    <message>
        <source>%1 files are COPCs whose octrees fit into the pyramid's: the chunks of %2 points are copied.</source>
        <translation>%1 fichiers sont des COPC dont l'octree s'insère dans celui de la pyramide : les blocs LAZ de %2 points sont copiés.</translation>
    </message>
    <message>
        <source>%1 files, %2</source>
        <translation>%1 fichiers, %2</translation>
    </message>
    <message>
        <source>%1 files, %2 among them, do not say from where they count their heights; others say %3. What is generated from all of them does not say it either.</source>
        <translation>%1 fichiers, dont %2, ne disent pas d’où leurs altitudes sont comptées ; d’autres disent %3. Ce qui est généré de l’ensemble ne le dit pas non plus.</translation>
    </message>
    <message>
        <source>%1 files, %2 among them, have no point of class 2, ground: a terrain model has voids there.</source>
        <translation>%1 fichiers, dont %2, n’ont aucun point de classe 2, sol : un modèle de terrain y a des vides.</translation>
    </message>
    <message>
        <source>%1 files, %2 of them compared with an MD5 sum.</source>
        <translation>%1 fichiers, dont %2 comparés à une somme MD5.</translation>
    </message>
    <message>
        <source>%1 files: see the next page</source>
        <translation>%1 fichiers : voir la page suivante</translation>
    </message>
    <message>
        <source>%1 geometries have heights or measures, which tiles cannot hold.</source>
        <translation>%1 géométries ont des hauteurs ou des mesures, que les tuiles ne peuvent pas contenir.</translation>
    </message>
    <message>
        <source>%1 geometries lie outside of what the grid can show and were left out.</source>
        <translation>%1 géométries sont hors de ce que la grille peut montrer et ont été laissées de côté.</translation>
    </message>
    <message>
        <source>%1 geometries reach beyond what the grid can show and were cut.</source>
        <translation>%1 géométries dépassent ce que la grille peut montrer et ont été coupées.</translation>
    </message>
    <message>
        <source>%1 geometry collections were taken apart.</source>
        <translation>%1 collections de géométries ont été séparées.</translation>
    </message>
    <message>
        <source>%1 gives %2 as its GeoPackage version, which does not exist (10200 is 1.2, 10300 is 1.3).</source>
        <translation>%1 donne %2 comme version de GeoPackage, qui n'existe pas (10200 est 1.2, 10300 est 1.3).</translation>
    </message>
    <message>
        <source>%1 gives a wrong extent for the table %2.</source>
        <translation>%1 donne une emprise fausse à la table %2.</translation>
    </message>
    <message>
        <source>%1 gives its coordinate reference system as GeoTIFF keys, though LAS 1.4 asks for WKT with this point format.</source>
        <translation>%1 donne son système de coordonnées en clés GeoTIFF, alors que LAS 1.4 demande du WKT pour ce format de points.</translation>
    </message>
    <message>
        <source>%1 gives the coordinate reference system %2 to the table %3, but does not define it.</source>
        <translation>%1 donne à la table %3 le système de coordonnées %2, mais ne le définit pas.</translation>
    </message>
    <message>
        <source>%1 has %2 GB; the form of cartes.gouv.fr takes files of up to 2 GB.</source>
        <translation>%1 a %2 Go ; le formulaire de cartes.gouv.fr accepte des fichiers jusqu'à 2 Go.</translation>
    </message>
    <message>
        <source>%1 has %2 bands and does not say what the second one is: a picture shows the first one alone.</source>
        <translation>%1 a %2 bandes et ne dit pas ce qu'est la deuxième : une image ne montre que la première.</translation>
    </message>
    <message>
        <source>%1 has %2 bands and does not say which of them are red, green and blue: a picture shows the first three, in their order.</source>
        <translation>%1 a %2 bandes et ne dit pas lesquelles sont le rouge, le vert et le bleu : une image montre les trois premières, dans leur ordre.</translation>
    </message>
    <message>
        <source>%1 has %2 extra bytes that nothing describes, %3 has %4: they cannot be brought together.</source>
        <translation>%1 a %2 octets supplémentaires que rien ne décrit, %3 en a %4 : ils ne peuvent pas être réunis.</translation>
    </message>
    <message>
        <source>%1 has %2 extra bytes that nothing describes, the files before it another number of them. Describe them when the files are exported, or make two pyramids.</source>
        <translation>%1 a %2 octets supplémentaires que rien ne décrit, les fichiers précédents en ont un autre nombre. Décrivez-les à l’export des fichiers, ou faites deux pyramides.</translation>
    </message>
    <message>
        <source>%1 has %2 layers; only a GeoPackage holds several. Name the copy .gpkg.</source>
        <translation>%1 a %2 couches ; seul un GeoPackage en contient plusieurs. Nommez la copie .gpkg.</translation>
    </message>
    <message>
        <source>%1 has %2 row(s) that refer to a row which does not exist.</source>
        <translation>%1 a %2 ligne(s) qui renvoient à une ligne qui n'existe pas.</translation>
    </message>
    <message>
        <source>%1 has %2, but most files have %3.</source>
        <translation>%1 a %2, mais la plupart des fichiers ont %3.</translation>
    </message>
    <message>
        <source>%1 has a scale or an offset that is no number or beyond all measure. Repair its header, or leave it out.</source>
        <translation>%1 a une échelle ou un décalage qui n’est pas un nombre ou dépasse toute mesure. Réparez son en-tête, ou laissez-le de côté.</translation>
    </message>
    <message>
        <source>%1 has a value in %2 that another feature has: give one of them another.</source>
        <translation>%1 a dans %2 une valeur qu'un autre objet a aussi : donnez-en une autre à l'un d'eux.</translation>
    </message>
    <message>
        <source>%1 has a value that its table does not take (%2): change it.</source>
        <translation>%1 a une valeur que sa table n'accepte pas (%2) : changez-la.</translation>
    </message>
    <message>
        <source>%1 has an extra attribute without a name.</source>
        <translation>%1 a un attribut supplémentaire sans nom.</translation>
    </message>
    <message>
        <source>%1 has cells of %2 × %3, but most files have cells of %4 × %5.</source>
        <translation>%1 a des cellules de %2 × %3, mais la plupart des fichiers ont des cellules de %4 × %5.</translation>
    </message>
    <message>
        <source>%1 has changed since it was looked at. Start again.</source>
        <translation>%1 a changé depuis qu'il a été examiné. Recommencez.</translation>
    </message>
    <message>
        <source>%1 has colours of a palette, but most files hold values: one pyramid cannot show both.</source>
        <translation>%1 a les couleurs d'une palette, mais la plupart des fichiers contiennent des valeurs : une pyramide ne peut pas montrer les deux.</translation>
    </message>
    <message>
        <source>%1 has coordinates far outside of what its header says.</source>
        <translation>%1 a des coordonnées très loin de ce que dit son en-tête.</translation>
    </message>
    <message>
        <source>%1 has lost files that the journal names. Remove it and its journal, and start again.</source>
        <translation>%1 a perdu des fichiers que le journal nomme. Supprimez-le ainsi que son journal, et recommencez.</translation>
    </message>
    <message>
        <source>%1 has no level %2.</source>
        <translation>%1 n'a pas de niveau %2.</translation>
    </message>
    <message>
        <source>%1 has no table with a geometry that could be shown.</source>
        <translation>%1 n'a pas de table avec une géométrie à montrer.</translation>
    </message>
    <message>
        <source>%1 has no table “%2” that can be read.</source>
        <translation>%1 n'a pas de table « %2 » lisible.</translation>
    </message>
    <message>
        <source>%1 has no version %2. Look at its list of versions.</source>
        <translation>%1 n'a pas de version %2. Regardez la liste de ses versions.</translation>
    </message>
    <message>
        <source>%1 has nodes that are not as its header and its hierarchy say: all of it is decoded.</source>
        <translation>%1 a des nœuds qui ne correspondent pas à son en-tête ni à sa hiérarchie : il est entièrement décodé.</translation>
    </message>
    <message>
        <source>%1 has points outside the extent that its header gives; the extent is measured from the points.</source>
        <translation>%1 a des points hors de l'emprise que donne son en-tête ; l'emprise est mesurée d'après les points.</translation>
    </message>
    <message>
        <source>%1 has several extra attributes of the name "%2".</source>
        <translation>%1 a plusieurs attributs supplémentaires du nom « %2 ».</translation>
    </message>
    <message>
        <source>%1 has tiles of the Web Mercator grid only, and %2 is in %3. Export it to gpkg or cog, or generate it with --tms PM.</source>
        <translation>%1 n'a que des tuiles de la grille Web Mercator, et %2 est en %3. Exportez-la en gpkg ou cog, ou générez-la avec --tms PM.</translation>
    </message>
    <message>
        <source>%1 has values of type %2 beside pictures of another type: one of them would be shown wrong.</source>
        <translation>%1 a des valeurs de type %2 à côté d'images d'un autre type : l'un des deux serait mal montré.</translation>
    </message>
    <message>
        <source>%1 has values of type %2, but most files have %3.</source>
        <translation>%1 a des valeurs de type %2, mais la plupart des fichiers ont %3.</translation>
    </message>
    <message>
        <source>%1 holds %2 entries; at most %3 are unpacked. Unpack it yourself and name the folder.</source>
        <translation>%1 contient %2 entrées ; %3 au plus sont décompressées. Décompressez-le vous-même et nommez le dossier.</translation>
    </message>
    <message>
        <source>%1 holds %2 features; %3 is as it was.</source>
        <translation>%1 contient %2 objets ; %3 est resté tel quel.</translation>
    </message>
    <message>
        <source>%1 holds %2 pictures; the first one is read, the others are left out.</source>
        <translation>%1 contient %2 images ; la première est lue, les autres sont laissées de côté.</translation>
    </message>
    <message>
        <source>%1 holds %2, not %3. Take it as what it is, or leave it out.</source>
        <translation>%1 contient %2, pas %3. Prenez-le pour ce qu’il est, ou écartez-le.</translation>
    </message>
    <message>
        <source>%1 holds 8-bit images only and these data are not. Choose ZIP, LZW, PKB or RAW to keep the values, or ask for UINT8 samples to stretch them to gray levels.</source>
        <translation>%1 ne contient que des images sur 8 bits et ces données n'en sont pas. Choisissez ZIP, LZW, PKB ou RAW pour garder les valeurs, ou demandez des échantillons UINT8 pour les étirer en niveaux de gris.</translation>
    </message>
    <message>
        <source>%1 holds 8-bit images only. Choose ZIP, LZW, PKB or RAW for FLOAT32 samples.</source>
        <translation>%1 ne contient que des images sur 8 bits. Choisissez ZIP, LZW, PKB ou RAW pour des échantillons FLOAT32.</translation>
    </message>
    <message>
        <source>%1 holds 8-bit samples only. Choose ZIP, LZW, PKB or RAW for floating point data.</source>
        <translation>%1 ne contient que des échantillons sur 8 bits. Choisissez ZIP, LZW, PKB ou RAW pour des données à virgule flottante.</translation>
    </message>
    <message>
        <source>%1 holds a spatial index of the table %2, but does not say so.</source>
        <translation>%1 contient un index spatial de la table %2, mais ne le dit pas.</translation>
    </message>
    <message>
        <source>%1 holds files of other kinds, which are left out: %2.</source>
        <translation>%1 contient des fichiers d’autres natures, qui sont laissés de côté : %2.</translation>
    </message>
    <message>
        <source>%1 holds no file of the kind that is asked for. Choose the folder that holds the data.</source>
        <translation>%1 ne contient aucun fichier de la sorte demandée. Choisissez le dossier qui contient les données.</translation>
    </message>
    <message>
        <source>%1 holds no layer that could be repaired.</source>
        <translation>%1 ne contient aucune couche qui puisse être réparée.</translation>
    </message>
    <message>
        <source>%1 holds no layer.</source>
        <translation>%1 ne contient aucune couche.</translation>
    </message>
    <message>
        <source>%1 holds no points and is left out.</source>
        <translation>%1 ne contient aucun point et est laissé de côté.</translation>
    </message>
    <message>
        <source>%1 holds no points.</source>
        <translation>%1 ne contient aucun point.</translation>
    </message>
    <message>
        <source>%1 holds no raster, vector or point cloud file. Choose the folder that holds the data.</source>
        <translation>%1 ne contient aucun fichier raster, vecteur ou nuage de points. Choisissez le dossier qui contient les données.</translation>
    </message>
    <message>
        <source>%1 holds no table: no CREATE TABLE with rows or a geometry. Write the dump with its tables (pg_dump).</source>
        <translation>%1 ne contient pas de table : aucun CREATE TABLE avec des lignes ou une géométrie. Écrivez le dump avec ses tables (pg_dump).</translation>
    </message>
    <message>
        <source>%1 holds no tile, so there is nothing to export.</source>
        <translation>%1 ne contient aucune tuile : il n'y a rien à exporter.</translation>
    </message>
    <message>
        <source>%1 holds no token: write the bearer token on one line, or a sign-in as JSON.</source>
        <translation>%1 ne contient pas de jeton : écrivez le jeton sur une ligne, ou une connexion en JSON.</translation>
    </message>
    <message>
        <source>%1 holds tables that its contents do not name: %2. Not all programs show them.</source>
        <translation>%1 contient des tables que son contenu ne nomme pas : %2. Tous les programmes ne les montrent pas.</translation>
    </message>
    <message>
        <source>%1 holds the same points as %2.</source>
        <translation>%1 contient les mêmes points que %2.</translation>
    </message>
    <message>
        <source>%1 holds the virtual table %2 (%3), which may stand for other files.</source>
        <translation>%1 contient la table virtuelle %2 (%3), qui peut représenter d’autres fichiers.</translation>
    </message>
    <message>
        <source>%1 holds values of another kind (%2) than most files: as one picture they would be wrong. Publish such files separately, or convert them first.</source>
        <translation>%1 contient des valeurs d'une autre sorte (%2) que la plupart des fichiers : réunis en une image ils seraient faux. Publiez ces fichiers à part ou convertissez-les d'abord.</translation>
    </message>
    <message>
        <source>%1 holds waveforms (point format %2), which a COPC cannot: the pyramid will be without them.</source>
        <translation>%1 contient des formes d’onde (format de points %2), ce qu’un COPC ne peut pas : la pyramide n’en aura pas.</translation>
    </message>
    <message>
        <source>%1 is a GeoPackage that holds tiles, that is, a raster, and no features: tiles are not read. Make a GeoTIFF of it (gdal_translate) and take that.</source>
        <translation>%1 est un GeoPackage qui contient des tuiles, c’est-à-dire un raster, et aucun objet : les tuiles ne sont pas lues. Faites-en un GeoTIFF (gdal_translate) et prenez celui-ci.</translation>
    </message>
    <message>
        <source>%1 is a LAS file of version %2.%3; versions 1.0 to 1.4 can be read. Export it again as LAS 1.4.</source>
        <translation>%1 est un fichier LAS de version %2.%3 ; les versions 1.0 à 1.4 sont lues. Exportez-le à nouveau en LAS 1.4.</translation>
    </message>
    <message>
        <source>%1 is a LAZ file, but no COPC. Generate a COPC from it first.</source>
        <translation>%1 est un fichier LAZ, mais pas un COPC. Générez-en d'abord un COPC.</translation>
    </message>
    <message>
        <source>%1 is a VRT over VRTs without end, or one of a size that no VRT has.</source>
        <translation>%1 est un VRT de VRT sans fin, ou d’une taille qu’aucun VRT n’a.</translation>
    </message>
    <message>
        <source>%1 is a device, a pipe or a socket. Name a file or a folder.</source>
        <translation>%1 est un périphérique, un tube ou une socket. Nommez un fichier ou un dossier.</translation>
    </message>
    <message>
        <source>%1 is a dump in PostgreSQL's own format. Write it as text first: pg_restore -f dump.sql %1</source>
        <translation>%1 est un dump au format propre de PostgreSQL. Écrivez-le d'abord comme texte : pg_restore -f dump.sql %1</translation>
    </message>
    <message>
        <source>%1 is a folder. Name a file to write: FILE.tif.</source>
        <translation>%1 est un dossier. Nommez un fichier à écrire : FILE.tif.</translation>
    </message>
    <message>
        <source>%1 is a link that leads nowhere. Check where its file is.</source>
        <translation>%1 est un lien qui ne mène nulle part. Vérifiez où se trouve son fichier.</translation>
    </message>
    <message>
        <source>%1 is a pyramid already: there is nothing to choose. Publish it with tuilerie-cli publish.</source>
        <translation>%1 est déjà une pyramide : il n'y a rien à choisir. Publiez-la avec tuilerie-cli publish.</translation>
    </message>
    <message>
        <source>%1 is a pyramid of vector tiles, which %2 cannot hold. Export it to pmtiles or mbtiles.</source>
        <translation>%1 est une pyramide de tuiles vecteur, que %2 ne peut pas contenir. Exportez-la en pmtiles ou mbtiles.</translation>
    </message>
    <message>
        <source>%1 is a whole pyramid made with other options. Choose another output, or remove that pyramid first.</source>
        <translation>%1 est une pyramide complète faite avec d'autres options. Choisissez une autre sortie, ou supprimez d'abord cette pyramide.</translation>
    </message>
    <message>
        <source>%1 is a working copy of %2, version %3.</source>
        <translation>%1 est une copie de travail de %2, version %3.</translation>
    </message>
    <message>
        <source>%1 is an SQLite database and no dump. Name it .sqlite or .gpkg.</source>
        <translation>%1 est une base SQLite et pas un dump. Nommez-la .sqlite ou .gpkg.</translation>
    </message>
    <message>
        <source>%1 is an archive of a kind that is not opened here (%2). Unpack it and name the folder, or make a zip of it.</source>
        <translation>%1 est une archive d'un genre qui n'est pas ouvert ici (%2). Décompressez-la et nommez le dossier, ou faites-en un zip.</translation>
    </message>
    <message>
        <source>%1 is being changed by another program. Save and close it there, then try again.</source>
        <translation>%1 est en cours de modification par un autre programme. Enregistrez-le et fermez-le là, puis réessayez.</translation>
    </message>
    <message>
        <source>%1 is damaged and holds virtual tables, which cannot be told from such as stand for other files.</source>
        <translation>%1 est endommagé et contient des tables virtuelles, dont on ne peut dire si elles représentent d’autres fichiers.</translation>
    </message>
    <message>
        <source>%1 is damaged inside: %2.</source>
        <translation>%1 est endommagé à l'intérieur : %2.</translation>
    </message>
    <message>
        <source>%1 is damaged or cut off. Copy it again from its source.</source>
        <translation>%1 est abîmé ou tronqué. Recopiez-le depuis sa source.</translation>
    </message>
    <message>
        <source>%1 is damaged or incomplete: %2.</source>
        <translation>%1 est abîmé ou incomplet : %2.</translation>
    </message>
    <message>
        <source>%1 is damaged or incomplete: its pixels cannot be decoded. Copy it again from its source, then resume.</source>
        <translation>%1 est abîmé ou incomplet : ses pixels ne peuvent pas être décodés. Recopiez-le depuis sa source, puis reprenez.</translation>
    </message>
    <message>
        <source>%1 is damaged. Repair it, or copy it again from its source.</source>
        <translation>%1 est endommagé. Réparez-le, ou recopiez-le depuis sa source.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2 of its chunks cannot be decoded, the first at point %3.</source>
        <translation>%1 est endommagé : %2 de ses blocs ne peuvent pas être décodés, le premier au point %3.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2. Make the EPT again, or copy it again from its source.</source>
        <translation>%1 est endommagé : %2. Refaites l'EPT, ou copiez-le à nouveau depuis sa source.</translation>
    </message>
    <message>
        <source>%1 is damaged: its header claims %2 × %3 cells but lists the places of fewer. Copy it again from its source, or leave it out.</source>
        <translation>%1 est endommagé : son en-tête annonce %2 × %3 cellules mais en situe moins. Copiez-le de nouveau depuis sa source, ou écartez-le.</translation>
    </message>
    <message>
        <source>%1 is empty (0 bytes). Copy it again from its source, or leave it out.</source>
        <translation>%1 est vide (0 octet). Recopiez-le depuis sa source, ou écartez-le.</translation>
    </message>
    <message>
        <source>%1 is in %2, but %3 in %4. Reproject one of them, or make two pyramids.</source>
        <translation>%1 est en %2, mais %3 en %4. Reprojetez l'un d'eux, ou faites deux pyramides.</translation>
    </message>
    <message>
        <source>%1 is in %2, but most files are in %3.</source>
        <translation>%1 est en %2, mais la plupart des fichiers sont en %3.</translation>
    </message>
    <message>
        <source>%1 is in %2, the upload says %3.</source>
        <translation>%1 est en %2, la livraison dit %3.</translation>
    </message>
    <message>
        <source>%1 is in another CRS (%2) than the files before it.</source>
        <translation>%1 est dans un autre système de coordonnées (%2) que les fichiers qui le précèdent.</translation>
    </message>
    <message>
        <source>%1 is left out: the server takes no %2 files.</source>
        <translation>%1 est laissé de côté : le serveur n’accepte pas les fichiers %2.</translation>
    </message>
    <message>
        <source>%1 is listed but does not exist.</source>
        <translation>%1 est listé mais n'existe pas.</translation>
    </message>
    <message>
        <source>%1 is named like a COPC but is plain LAZ: a program has rewritten it without its octree.</source>
        <translation>%1 est nommé comme un COPC mais est un simple LAZ : un logiciel l’a réécrit sans son octree.</translation>
    </message>
    <message>
        <source>%1 is neither COPC nor EPT.</source>
        <translation>%1 n'est ni un COPC ni un EPT.</translation>
    </message>
    <message>
        <source>%1 is neither raster, vector nor point cloud data.</source>
        <translation>%1 n'est ni raster, ni vecteur, ni nuage de points.</translation>
    </message>
    <message>
        <source>%1 is neither raster, vector nor point cloud data. Choose a GeoTIFF, GeoPackage or LAZ file, for instance.</source>
        <translation>%1 n'est ni raster, ni vecteur, ni nuage de points. Choisissez par exemple un fichier GeoTIFF, GeoPackage ou LAZ.</translation>
    </message>
    <message>
        <source>%1 is no COPC, EPT or VPC, but a plain LAS or LAZ file. Check it with "check", or generate a COPC from it.</source>
        <translation>%1 n'est pas un COPC, un EPT ou un VPC, mais un simple fichier LAS ou LAZ. Vérifiez-le avec « check », ou générez-en un COPC.</translation>
    </message>
    <message>
        <source>%1 is no COPC, EPT or VPC. Plain LAS and LAZ are shown through a preview.</source>
        <translation>%1 n'est ni un COPC, ni un EPT, ni un VPC. Les simples LAS et LAZ se montrent par un aperçu.</translation>
    </message>
    <message>
        <source>%1 is no COPC: the octree that belongs to one is missing. Generate a COPC from it.</source>
        <translation>%1 n'est pas un COPC : l'octree qui en fait partie manque. Générez-en un COPC.</translation>
    </message>
    <message>
        <source>%1 is no EPT description: boundsConforming, span or dataType is missing.</source>
        <translation>%1 n'est pas une description d'EPT : il manque boundsConforming, span ou dataType.</translation>
    </message>
    <message>
        <source>%1 is no ROK4 descriptor. Give the .json file that lies beside the pyramid's folder.</source>
        <translation>%1 n'est pas un descripteur ROK4. Donnez le fichier .json placé à côté du dossier de la pyramide.</translation>
    </message>
    <message>
        <source>%1 is no VPC: it names no point cloud. Check the file.</source>
        <translation>%1 n'est pas un VPC : il ne nomme aucun nuage de points. Vérifiez le fichier.</translation>
    </message>
    <message>
        <source>%1 is no data but names where they are (%2): only files of the delivery are read.</source>
        <translation>%1 n’est pas une donnée mais nomme où elles sont (%2) : seuls les fichiers de la livraison sont lus.</translation>
    </message>
    <message>
        <source>%1 is no file. Choose a LAS or LAZ file.</source>
        <translation>%1 n'est pas un fichier. Choisissez un fichier LAS ou LAZ.</translation>
    </message>
    <message>
        <source>%1 is no http or https address.</source>
        <translation>%1 n'est pas une adresse http ou https.</translation>
    </message>
    <message>
        <source>%1 is no longer published, and its data are deleted.</source>
        <translation>%1 n'est plus publiée, et ses données sont supprimées.</translation>
    </message>
    <message>
        <source>%1 is no longer published.</source>
        <translation>%1 n'est plus publiée.</translation>
    </message>
    <message>
        <source>%1 is no longer published. Its pyramid is kept; publishing the same data again is a matter of seconds.</source>
        <translation>%1 n'est plus publiée. Sa pyramide est gardée ; publier de nouveau les mêmes données est affaire de secondes.</translation>
    </message>
    <message>
        <source>%1 is no node that it may list</source>
        <translation>%1 n'est pas un nœud qu'il puisse lister</translation>
    </message>
    <message>
        <source>%1 is no readable JSON. Copy it again from its source.</source>
        <translation>%1 n'est pas du JSON lisible. Copiez-le à nouveau depuis sa source.</translation>
    </message>
    <message>
        <source>%1 is no readable VRT. Check the file.</source>
        <translation>%1 n'est pas un VRT lisible. Vérifiez le fichier.</translation>
    </message>
    <message>
        <source>%1 is no server address. Give one such as http://127.0.0.1:8080 or https://data.geopf.fr/api.</source>
        <translation>%1 n'est pas une adresse de serveur. Donnez-en une comme http://127.0.0.1:8080 ou https://data.geopf.fr/api.</translation>
    </message>
    <message>
        <source>%1 is no style: give a QML or an SLD file.</source>
        <translation>%1 n'est pas un style : donnez un fichier QML ou SLD.</translation>
    </message>
    <message>
        <source>%1 is no valid COPC: its points are of format %2, and only 6, 7 and 8 are allowed. Generate a COPC from it.</source>
        <translation>%1 n'est pas un COPC valide : ses points sont au format %2, et seuls 6, 7 et 8 sont admis. Générez-en un COPC.</translation>
    </message>
    <message>
        <source>%1 is no valid virtual point cloud: %2. Make it again from its tiles.</source>
        <translation>%1 n'est pas un nuage de points virtuel valide : %2. Refaites-le à partir de ses tuiles.</translation>
    </message>
    <message>
        <source>%1 is no vector file, and only those are repaired on a copy. Do what the findings of “tuilerie-cli check %1” say.</source>
        <translation>%1 n'est pas un fichier vecteur, et seuls ceux-ci se réparent sur une copie. Faites ce que disent les constats de « tuilerie-cli check %1 ».</translation>
    </message>
    <message>
        <source>%1 is no well-formed XML (%2): what it names cannot be told.</source>
        <translation>%1 n’est pas du XML bien formé (%2) : on ne peut dire ce qu’il nomme.</translation>
    </message>
    <message>
        <source>%1 is no whole GeoPackage: it lacks the table(s) %2.</source>
        <translation>%1 n'est pas un GeoPackage entier : il lui manque la ou les tables %2.</translation>
    </message>
    <message>
        <source>%1 is no whole LAS or LAZ file: it is damaged, incomplete or of another format. Copy it again from its source, or leave it out.</source>
        <translation>%1 n'est pas un fichier LAS ou LAZ complet : il est abîmé, incomplet ou d'un autre format. Recopiez-le depuis sa source, ou écartez-le.</translation>
    </message>
    <message>
        <source>%1 is no working copy: it has no base to compare with. Programs that write a file anew leave it out; make a copy with tuilerie-cli sync clone and bring your features into that one.</source>
        <translation>%1 n'est pas une copie de travail : elle n'a pas de base de comparaison. Les programmes qui réécrivent un fichier ne la reprennent pas ; faites une copie avec tuilerie-cli sync clone et reportez-y vos objets.</translation>
    </message>
    <message>
        <source>%1 is not a pyramid descriptor: it is not a JSON object. Give the path of a NAME.json file.</source>
        <translation>%1 n'est pas un descripteur de pyramide : ce n'est pas un objet JSON. Donnez le chemin d'un fichier NOM.json.</translation>
    </message>
    <message>
        <source>%1 is not a tile matrix set: it is not a JSON object. Check the file.</source>
        <translation>%1 n'est pas un jeu de matrices de tuiles : ce n'est pas un objet JSON. Vérifiez le fichier.</translation>
    </message>
    <message>
        <source>%1 is not unpacked because of its entry “%2”: %3. Unpack it yourself, look at what it holds, and name the folder.</source>
        <translation>%1 n'est pas décompressé à cause de son entrée « %2 » : %3. Décompressez-le vous-même, regardez ce qu'il contient, et nommez le dossier.</translation>
    </message>
    <message>
        <source>%1 is not valid JSON. Correct it and try again.</source>
        <translation>%1 n'est pas du JSON valide. Corrigez-le et recommencez.</translation>
    </message>
    <message>
        <source>%1 is not whole: %2 is missing. A Shapefile is at least a .shp, a .shx and a .dbf file.</source>
        <translation>%1 n'est pas entier : il manque %2. Un Shapefile est au moins un fichier .shp, un .shx et un .dbf.</translation>
    </message>
    <message>
        <source>%1 is of point format %2, but most files are of format %3.</source>
        <translation>%1 est au format de points %2, mais la plupart des fichiers sont au format %3.</translation>
    </message>
    <message>
        <source>%1 is rotated or mirrored: its rows do not run from west to east.</source>
        <translation>%1 est tourné ou en miroir : ses lignes ne vont pas d'ouest en est.</translation>
    </message>
    <message>
        <source>%1 is rotated. Straighten it with gdalwarp first.</source>
        <translation>%1 est tourné. Redressez-le d'abord avec gdalwarp.</translation>
    </message>
    <message>
        <source>%1 is rotated: its rows do not run from west to east. Straighten it first (gdalwarp does), then use the result.</source>
        <translation>%1 est tourné : ses lignes ne vont pas d'ouest en est. Redressez-le d'abord (gdalwarp le fait), puis utilisez le résultat.</translation>
    </message>
    <message>
        <source>%1 is shorter than its index says. Generate the slab again.</source>
        <translation>%1 est plus courte que son index ne le dit. Générez la dalle de nouveau.</translation>
    </message>
    <message>
        <source>%1 is shorter than the journal says. Remove it and start again.</source>
        <translation>%1 est plus court que ne le dit le journal. Supprimez-le et recommencez.</translation>
    </message>
    <message>
        <source>%1 is there already. Remove it, or choose another name.</source>
        <translation>%1 existe déjà. Supprimez-le ou choisissez un autre nom.</translation>
    </message>
    <message>
        <source>%1 is too large for a style.</source>
        <translation>%1 est trop grand pour un style.</translation>
    </message>
    <message>
        <source>%1 is written in UTF-16. Save it as UTF-8, or write it again with pg_dump -f.</source>
        <translation>%1 est écrit en UTF-16. Enregistrez-le en UTF-8, ou écrivez-le à nouveau avec pg_dump -f.</translation>
    </message>
    <message>
        <source>%1 is written: %2, in %3.</source>
        <translation>%1 est écrit : %2, en %3.</translation>
    </message>
    <message>
        <source>%1 km</source>
        <translation>%1 km</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>reste %1</translation>
    </message>
    <message>
        <source>%1 lies outside the area of use of %2, but would lie inside with x and y exchanged: its axes seem to be in the wrong order.</source>
        <translation>%1 est hors de la zone d'emploi de %2, mais y serait en échangeant x et y : ses axes semblent dans le mauvais ordre.</translation>
    </message>
    <message>
        <source>%1 lies wholly outside the area where %2 is used; it is probably in another coordinate reference system.</source>
        <translation>%1 est entièrement hors de la zone où %2 s'emploie ; il est probablement dans un autre système de coordonnées.</translation>
    </message>
    <message>
        <source>%1 lies wholly outside the area where its coordinate reference system is used.</source>
        <translation>%1 se trouve entièrement hors de la zone d’usage de son système de coordonnées.</translation>
    </message>
    <message>
        <source>%1 m</source>
        <translation>%1 m</translation>
    </message>
    <message>
        <source>%1 must be %2, not “%3”.</source>
        <translation>%1 doit être %2, et non « %3 ».</translation>
    </message>
    <message>
        <source>%1 must be a whole number from 1 to %2.</source>
        <translation>%1 doit être un nombre entier de 1 à %2.</translation>
    </message>
    <message>
        <source>%1 must be a whole number from 1 to 512.</source>
        <translation>%1 doit être un nombre entier de 1 à 512.</translation>
    </message>
    <message>
        <source>%1 must have a value in %2: give it one.</source>
        <translation>%1 doit avoir une valeur dans %2 : donnez-lui-en une.</translation>
    </message>
    <message>
        <source>%1 names "%2", which is no plain file: only files of the same delivery are read.</source>
        <translation>%1 nomme « %2 », qui n’est pas un simple fichier : seuls les fichiers de la même livraison sont lus.</translation>
    </message>
    <message>
        <source>%1 names %2, which does not exist.</source>
        <translation>%1 nomme %2, qui n'existe pas.</translation>
    </message>
    <message>
        <source>%1 names %2, which lies outside its own folder. Copy the files there first.</source>
        <translation>%1 nomme %2, qui est hors de son propre dossier. Copiez-y d'abord les fichiers.</translation>
    </message>
    <message>
        <source>%1 names %2, which lies outside of the data: only files of the same delivery are read.</source>
        <translation>%1 nomme %2, qui se trouve hors des données : seuls les fichiers de la même livraison sont lus.</translation>
    </message>
    <message>
        <source>%1 names a file outside its own folder: %2.</source>
        <translation>%1 nomme un fichier hors de son propre dossier : %2.</translation>
    </message>
    <message>
        <source>%1 names its coordinate reference system in a way that cannot be understood (user-defined or damaged).</source>
        <translation>%1 désigne son système de coordonnées d’une façon incompréhensible (défini par l’utilisateur ou endommagé).</translation>
    </message>
    <message>
        <source>%1 names no CRS: say with --crs which one it is in (--crs EPSG:2154), or choose other repairs with --only.</source>
        <translation>%1 ne nomme pas de SCR : dites le sien avec --crs (--crs EPSG:2154), ou choisissez d'autres réparations avec --only.</translation>
    </message>
    <message>
        <source>%1 names no bucket. Give a path like /vsis3/BUCKET/PREFIX.</source>
        <translation>%1 ne nomme pas de compartiment (bucket). Donnez un chemin comme /vsis3/COMPARTIMENT/PRÉFIXE.</translation>
    </message>
    <message>
        <source>%1 names no point cloud. Generate it again.</source>
        <translation>%1 ne nomme aucun nuage de points. Générez-le à nouveau.</translation>
    </message>
    <message>
        <source>%1 names slabs outside its own folder. Copy the pyramid into one folder first.</source>
        <translation>%1 nomme des dalles hors de son propre dossier. Copiez d'abord la pyramide dans un seul dossier.</translation>
    </message>
    <message>
        <source>%1 names the table %2 in its contents, but does not hold it.</source>
        <translation>%1 nomme la table %2 dans son contenu, mais ne la contient pas.</translation>
    </message>
    <message>
        <source>%1 names two coordinate reference systems: %2 as WKT, %3 in its GeoTIFF keys; %4 is used.</source>
        <translation>%1 désigne deux systèmes de coordonnées : %2 en WKT, %3 dans ses clés GeoTIFF ; %4 est retenu.</translation>
    </message>
    <message>
        <source>%1 needs 3 channels, not %2. Choose PNG for data of 1, 2 or 4 channels, or set the channels to 3.</source>
        <translation>%1 demande 3 canaux, pas %2. Choisissez PNG pour des données à 1, 2 ou 4 canaux, ou mettez les canaux à 3.</translation>
    </message>
    <message>
        <source>%1 nodata values are given for %2 channels. Give one, or one for each channel.</source>
        <translation>%1 valeurs nodata sont données pour %2 canaux. Donnez-en une, ou une par canal.</translation>
    </message>
    <message>
        <source>%1 nodes</source>
        <translation>%1 nœuds</translation>
    </message>
    <message>
        <source>%1 notes</source>
        <translation>%1 remarques</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>%1 of %2 features have changed: %3 of %4 slabs are made, the others are those of the version before.</source>
        <translation>%1 objets sur %2 ont changé : %3 dalles sur %4 sont calculées, les autres sont celles de la version précédente.</translation>
    </message>
    <message>
        <source>%1 of %2 files have changed: %3 of %4 COPCs are made, the others are those of the version before.</source>
        <translation>%1 fichiers sur %2 ont changé : %3 COPC sur %4 sont calculés, les autres sont ceux de la version précédente.</translation>
    </message>
    <message>
        <source>%1 of %2 files have changed: %3 of %4 slabs are made again, in about %5 instead of %6.</source>
        <translation>%1 fichiers sur %2 ont changé : %3 dalles sur %4 sont recalculées, en %5 environ au lieu de %6.</translation>
    </message>
    <message>
        <source>%1 of %2 files have changed: %3 of %4 slabs are made, the others are those of the version before.</source>
        <translation>%1 fichiers sur %2 ont changé : %3 dalles sur %4 sont calculées, les autres sont celles de la version précédente.</translation>
    </message>
    <message>
        <source>%1 of %2 files have changed: %3 of %4 tiles are made, the others are those of the version before.</source>
        <translation>%1 fichiers sur %2 ont changé : %3 tuiles sur %4 sont calculées, les autres sont celles de la version précédente.</translation>
    </message>
    <message>
        <source>%1 of %2 rows</source>
        <translation>%1 lignes sur %2</translation>
    </message>
    <message>
        <source>%1 of %2%3</source>
        <translation>%1 sur %2%3</translation>
    </message>
    <message>
        <source>%1 of the %2 files that %3 lists do not exist, %4 among them.</source>
        <translation>%1 des %2 fichiers que %3 énumère n’existent pas, dont %4.</translation>
    </message>
    <message>
        <source>%1 of the %2 node files of %3 are missing, %4 among them.</source>
        <translation>Il manque %1 des %2 fichiers de nœuds de %3, dont %4.</translation>
    </message>
    <message>
        <source>%1 of the extent of %2 holds no point.</source>
        <translation>%1 de l’emprise de %2 ne contient aucun point.</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 ou %2</translation>
    </message>
    <message>
        <source>%1 pairs of files overlap; the most, by %2, are %3 and %4.</source>
        <translation>%1 paires de fichiers se recouvrent ; le plus, de %2, %3 et %4.</translation>
    </message>
    <message>
        <source>%1 point clouds to %2.</source>
        <translation>%1 nuages de points vers %2.</translation>
    </message>
    <message>
        <source>%1 points (%2) are flagged as synthetic, that is, not measured by laser.</source>
        <translation>%1 points (%2) sont marqués comme synthétiques, c’est-à-dire non mesurés par laser.</translation>
    </message>
    <message>
        <source>%1 points (%2) are flagged as withheld, that is, not to be used.</source>
        <translation>%1 points (%2) sont marqués comme retirés (withheld), c’est-à-dire à ne pas utiliser.</translation>
    </message>
    <message>
        <source>%1 points are virtual ground (class 66) and are not used. IGN makes its terrain of the classes 2, 9 and 66: --ground-classes 2,9,66.</source>
        <translation>%1 points sont du sol virtuel (classe 66) et ne sont pas utilisés. L’IGN fait son terrain des classes 2, 9 et 66 : --ground-classes 2,9,66.</translation>
    </message>
    <message>
        <source>%1 points in %2 cells, the largest of %3 points; %4 workers.</source>
        <translation>%1 points dans %2 cellules, la plus grande de %3 points ; %4 ouvriers.</translation>
    </message>
    <message>
        <source>%1 points of %2 (%3) have a GPS time that is no number.</source>
        <translation>%1 points de %2 (%3) ont un temps GPS qui n’est pas un nombre.</translation>
    </message>
    <message>
        <source>%1 points of %2 (%3) have a return number above their number of returns.</source>
        <translation>%1 points de %2 (%3) ont un numéro de retour supérieur à leur nombre de retours.</translation>
    </message>
    <message>
        <source>%1 points of %2 (%3) have return number or number of returns 0.</source>
        <translation>%1 points de %2 (%3) ont un numéro de retour ou un nombre de retours égal à 0.</translation>
    </message>
    <message>
        <source>%1 points of %2 (%3) lie outside the extent that its header gives.</source>
        <translation>%1 points de %2 (%3) se trouvent hors de l’emprise que donne son en-tête.</translation>
    </message>
    <message>
        <source>%1 points of %2 (%3) repeat another one exactly.</source>
        <translation>%1 points de %2 (%3) en répètent un autre exactement.</translation>
    </message>
    <message>
        <source>%1 points per m²</source>
        <translation>%1 points par m²</translation>
    </message>
    <message>
        <source>%1 points were read, but %2 written. Report this as a defect.</source>
        <translation>%1 points ont été lus, mais %2 écrits. Signalez-le comme un défaut.</translation>
    </message>
    <message>
        <source>%1 points, %2</source>
        <translation>%1 points, %2</translation>
    </message>
    <message>
        <source>%1 points, %2 nodes, %3 bytes in %4 s.</source>
        <translation>%1 points, %2 nœuds, %3 octets en %4 s.</translation>
    </message>
    <message>
        <source>%1 polygons were not valid and were repaired for the tiles. Check the source.</source>
        <translation>%1 polygones n'étaient pas valides et ont été réparés pour les tuiles. Vérifiez la source.</translation>
    </message>
    <message>
        <source>%1 raster files to %2, levels %3 to %4.</source>
        <translation>%1 fichiers raster vers %2, niveaux %3 à %4.</translation>
    </message>
    <message>
        <source>%1 refers to %2, which is a reference itself. Copy the slab in its place.</source>
        <translation>%1 renvoie à %2, qui est elle-même un renvoi. Copiez la dalle à sa place.</translation>
    </message>
    <message>
        <source>%1 rows</source>
        <translation>%1 lignes</translation>
    </message>
    <message>
        <source>%1 rows so far…</source>
        <translation>%1 lignes pour l'instant…</translation>
    </message>
    <message>
        <source>%1 says %2, which is not the assigned %3. Derive from the files without CRS separately.</source>
        <translation>%1 dit %2, qui n'est pas le %3 attribué. Traitez séparément les fichiers sans système de coordonnées.</translation>
    </message>
    <message>
        <source>%1 says a scale and an offset for its bands; they are left out, since it is a picture of 8 bits.</source>
        <translation>%1 donne une échelle et un décalage pour ses bandes ; ils sont ignorés, car c'est une image de 8 bits.</translation>
    </message>
    <message>
        <source>%1 says a scale and an offset for its values: published is value × %2 + %3.</source>
        <translation>%1 donne une échelle et un décalage pour ses valeurs : valeur × %2 + %3 est publié.</translation>
    </message>
    <message>
        <source>%1 says no CRS (%2 files of %3 say none). Say which it is: “assign CRS”, on the command line --crs EPSG:….</source>
        <translation>%1 ne dit pas de système de coordonnées (%2 fichiers sur %3 n'en disent pas). Dites lequel : « attribuer un système », en ligne de commande --crs EPSG:….</translation>
    </message>
    <message>
        <source>%1 says that it has %2 points; its hierarchy has %3.</source>
        <translation>%1 dit avoir %2 points ; sa hiérarchie en a %3.</translation>
    </message>
    <message>
        <source>%1 says that it holds %2 points, but holds %3. Repair its header, copy it again from its source, or leave it out.</source>
        <translation>%1 dit contenir %2 points, mais en contient %3. Réparez son en-tête, copiez-le à nouveau depuis sa source, ou laissez-le de côté.</translation>
    </message>
    <message>
        <source>%1 says that the table %2 has %3 rows, but it has %4.</source>
        <translation>%1 dit que la table %2 a %3 lignes, mais elle en a %4.</translation>
    </message>
    <message>
        <source>%1 says that the table %2 has a spatial index, but does not hold it.</source>
        <translation>%1 dit que la table %2 a un index spatial, mais ne le contient pas.</translation>
    </message>
    <message>
        <source>%1 shows a newer version already, which has these changes, too.</source>
        <translation>%1 montre déjà une version plus récente, qui contient aussi ces modifications.</translation>
    </message>
    <message>
        <source>%1 shows the new data.</source>
        <translation>%1 montre les nouvelles données.</translation>
    </message>
    <message>
        <source>%1 shows the new data: %2 of %3 tiles were made again.</source>
        <translation>%1 montre les nouvelles données : %2 des %3 tuiles ont été refaites.</translation>
    </message>
    <message>
        <source>%1 shows version %2 now.</source>
        <translation>%1 montre maintenant la version %2.</translation>
    </message>
    <message>
        <source>%1 shows version %2. Switch to another one first.</source>
        <translation>%1 montre la version %2. Basculez d’abord vers une autre.</translation>
    </message>
    <message>
        <source>%1 slabs looked at, %2 written anew (%3 tiles): %4 errors.</source>
        <translation>%1 dalles vues, dont %2 récrites (%3 tuiles) : %4 erreurs.</translation>
    </message>
    <message>
        <source>%1 slabs, %2 tiles read.</source>
        <translation>%1 dalles, %2 tuiles lues.</translation>
    </message>
    <message>
        <source>%1 slabs, %2 tiles, %3 bytes in %4 s.</source>
        <translation>%1 dalles, %2 tuiles, %3 octets en %4 s.</translation>
    </message>
    <message>
        <source>%1 slabs, %2 tiles, %3: %4 errors.</source>
        <translation>%1 dalles, %2 tuiles, %3 : %4 erreurs.</translation>
    </message>
    <message>
        <source>%1 stands for several files. Repairs are made file by file: name one file with --fix.</source>
        <translation>%1 désigne plusieurs fichiers. Les réparations se font fichier par fichier : nommez un fichier avec --fix.</translation>
    </message>
    <message>
        <source>%1 tables</source>
        <translation>%1 tables</translation>
    </message>
    <message>
        <source>%1 tables, %2 features</source>
        <translation>%1 tables, %2 objets</translation>
    </message>
    <message>
        <source>%1 tables, %2 features.</source>
        <translation>%1 tables, %2 objets.</translation>
    </message>
    <message>
        <source>%1 takes its coordinate reference system from %2, which is not asked.</source>
        <translation>%1 prend son système de coordonnées à l’adresse %2, qui n’est pas interrogée.</translation>
    </message>
    <message>
        <source>%1 takes its coordinate reference system from the file %2: only its own words are read.</source>
        <translation>%1 prend son système de coordonnées dans le fichier %2 : seul ce qu’il dit lui-même est lu.</translation>
    </message>
    <message>
        <source>%1 tiles</source>
        <translation>%1 tuiles</translation>
    </message>
    <message>
        <source>%1 tiles in the grid %2, levels %3 to %4</source>
        <translation>%1 tuiles dans la grille %2, niveaux %3 à %4</translation>
    </message>
    <message>
        <source>%1 tiles of %2 lack what QGIS or iTowns ask for (STAC 1.0.0, geometry, proj:bbox, proj:wkt2).</source>
        <translation>%1 dalles de %2 n’ont pas ce que demandent QGIS ou iTowns (STAC 1.0.0, geometry, proj:bbox, proj:wkt2).</translation>
    </message>
    <message>
        <source>%1 tiles, %2 bytes in %3 s.</source>
        <translation>%1 tuiles, %2 octets en %3 s.</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 à %2</translation>
    </message>
    <message>
        <source>%1 units</source>
        <translation>%1 unités</translation>
    </message>
    <message>
        <source>%1 uses %2, by which a file could read others or run code.</source>
        <translation>%1 utilise %2, par quoi un fichier pourrait en lire d’autres ou exécuter du code.</translation>
    </message>
    <message>
        <source>%1 values of the column %2 are infinite or no numbers: they are left empty.</source>
        <translation>%1 valeurs de la colonne %2 sont infinies ou ne sont pas des nombres : elles restent vides.</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>%1 avertissements</translation>
    </message>
    <message>
        <source>%1 was not unpacked. Try again.</source>
        <translation>%1 n'a pas été décompressé. Réessayez.</translation>
    </message>
    <message>
        <source>%1 with cells of %2 m, %3</source>
        <translation>%1 en cellules de %2 m, %3</translation>
    </message>
    <message>
        <source>%1 with heights from %2</source>
        <translation>%1, altitudes comptées depuis %2</translation>
    </message>
    <message>
        <source>%1 would become %2, more than %3 times its size: that is no delivery but a bomb. If it is one after all, unpack it yourself and name the folder.</source>
        <translation>%1 deviendrait %2, plus de %3 fois sa taille : ce n'est pas une livraison mais une bombe. Si c'en est une tout de même, décompressez-le vous-même et nommez le dossier.</translation>
    </message>
    <message>
        <source>%1 × %2 cells</source>
        <translation>%1 × %2 cellules</translation>
    </message>
    <message>
        <source>%1 × %2, %3 each</source>
        <translation>%1 × %2, de %3 chacun</translation>
    </message>
    <message>
        <source>%1 – %2</source>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1 – %2, %3</source>
        <translation>%1 – %2, %3</translation>
    </message>
    <message>
        <source>%1 – CRS of the data, %2</source>
        <translation>%1 – SCR des données, %2</translation>
    </message>
    <message>
        <source>%1, %2 % opaque</source>
        <translation>%1, opaque à %2 %</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1, %2, %3</translation>
    </message>
    <message>
        <source>%1, compression %2</source>
        <translation>%1, compression %2</translation>
    </message>
    <message>
        <source>%1, drawn in its style when it is asked for</source>
        <translation>%1, dessiné dans son style à la demande</translation>
    </message>
    <message>
        <source>%1, the overview, is neither COPC nor EPT.</source>
        <translation>%1, la vue d'ensemble, n'est ni un COPC ni un EPT.</translation>
    </message>
    <message>
        <source>%1, version %2.</source>
        <translation>%1, version %2.</translation>
    </message>
    <message>
        <source>%1, which belongs to %2, is a link that leads out of the data.</source>
        <translation>%1, qui accompagne %2, est un lien qui mène hors des données.</translation>
    </message>
    <message>
        <source>%1, which belongs to %2, is no data but names where they are: it is not followed.</source>
        <translation>%1, qui accompagne %2, n’est pas une donnée mais nomme où elles sont : il n’est pas suivi.</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1 : %2</translation>
    </message>
    <message>
        <source>%1: %2 features, %3</source>
        <translation>%1 : %2 objets, %3</translation>
    </message>
    <message>
        <source>%1: %2 features.</source>
        <translation>%1 : %2 objets.</translation>
    </message>
    <message>
        <source>%1: %2 files, %3 nodes, %4 points read.</source>
        <translation>%1 : %2 fichiers, %3 nœuds, %4 points lus.</translation>
    </message>
    <message>
        <source>%1: %2 files, %3 nodes, %4 points, %5: %6 errors.</source>
        <translation>%1 : %2 fichiers, %3 nœuds, %4 points, %5 : %6 erreurs.</translation>
    </message>
    <message>
        <source>%1: %2 lies on a server and was not read.</source>
        <translation>%1 : %2 se trouve sur un serveur et n'a pas été lu.</translation>
    </message>
    <message>
        <source>%1: %2 of its %3 records can be read.</source>
        <translation>%1 : %2 de ses %3 enregistrements peuvent être lus.</translation>
    </message>
    <message>
        <source>%1: %2 points in %3 nodes, %4, in %5.</source>
        <translation>%1 : %2 points dans %3 nœuds, %4, en %5.</translation>
    </message>
    <message>
        <source>%1: %2 points of node %3 lie outside its box.</source>
        <translation>%1 : %2 points du nœud %3 sont hors de sa boîte.</translation>
    </message>
    <message>
        <source>%1: %2 tiles in %3 slabs, %4, from %5 features, in %6.</source>
        <translation>%1 : %2 tuiles dans %3 dalles, %4, de %5 objets, en %6.</translation>
    </message>
    <message>
        <source>%1: %2 tiles in %3 slabs, %4, in %5.</source>
        <translation>%1 : %2 tuiles dans %3 dalles, %4, en %5.</translation>
    </message>
    <message>
        <source>%1: %2 × %3 cells, %4 with a value, %5 filled, %6 void, from %7 of %8 points, in %9.</source>
        <translation>%1 : %2 × %3 cellules, %4 avec une valeur, %5 comblées, %6 vides, de %7 points sur %8, en %9.</translation>
    </message>
    <message>
        <source>%1: %2 × %3 cells, %4 with a value, %5 void, of %6 points.</source>
        <translation>%1 : %2 × %3 cellules, %4 avec une valeur, %5 vides, de %6 points.</translation>
    </message>
    <message>
        <source>%1: %2, published %3 by %4, %5.</source>
        <translation>%1 : %2, publié %3 par %4, %5.</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1 : %2.</translation>
    </message>
    <message>
        <source>%1: 1 feature, %2</source>
        <translation>%1 : 1 objet, %2</translation>
    </message>
    <message>
        <source>%1: GPS times go from %2 to %3, its COPC record says %4 to %5.</source>
        <translation>%1 : les temps GPS vont de %2 à %3, son enregistrement COPC dit %4 à %5.</translation>
    </message>
    <message>
        <source>%1: chunk %2 is at %3 with %4 points in its table, at %5 with %6 points in its hierarchy.</source>
        <translation>%1 : le chunk %2 est à %3 avec %4 points dans sa table, à %5 avec %6 points dans sa hiérarchie.</translation>
    </message>
    <message>
        <source>%1: from level</source>
        <translation>%1 : du niveau</translation>
    </message>
    <message>
        <source>%1: it counts %2 points of class %3, there are %4.</source>
        <translation>%1 : il compte %2 points de classe %3, il y en a %4.</translation>
    </message>
    <message>
        <source>%1: it does not hold %2 points of %3 bytes.</source>
        <translation>%1 : il ne contient pas %2 points de %3 octets.</translation>
    </message>
    <message>
        <source>%1: it has no WKT record; several readers refuse it.</source>
        <translation>%1 : il n'a pas d'enregistrement WKT ; plusieurs lecteurs le refusent.</translation>
    </message>
    <message>
        <source>%1: it holds %2 points, its header says %3.</source>
        <translation>%1 : il contient %2 points, son en-tête en dit %3.</translation>
    </message>
    <message>
        <source>%1: it holds %2 points, the hierarchy says %3.</source>
        <translation>%1 : il contient %2 points, la hiérarchie en dit %3.</translation>
    </message>
    <message>
        <source>%1: its bounds are no cube.</source>
        <translation>%1 : ses bornes ne sont pas un cube.</translation>
    </message>
    <message>
        <source>%1: its chunk table is missing or damaged.</source>
        <translation>%1 : sa table de chunks manque ou est endommagée.</translation>
    </message>
    <message>
        <source>%1: its chunk table lists %2 chunks, its hierarchy %3 nodes with points.</source>
        <translation>%1 : sa table de chunks en liste %2, sa hiérarchie %3 nœuds avec des points.</translation>
    </message>
    <message>
        <source>%1: its nodes hold %2 points, it says %3.</source>
        <translation>%1 : ses nœuds contiennent %2 points, il en annonce %3.</translation>
    </message>
    <message>
        <source>%1: its points are said to reach beyond its cube.</source>
        <translation>%1 : ses points iraient au-delà de son cube.</translation>
    </message>
    <message>
        <source>%1: its span, %2, is no power of two.</source>
        <translation>%1 : son pas (span), %2, n'est pas une puissance de deux.</translation>
    </message>
    <message>
        <source>%1: levels %2 to %3, %4, in %5.</source>
        <translation>%1 : niveaux %2 à %3, %4, en %5.</translation>
    </message>
    <message>
        <source>%1: node %2 cannot hold %3 points.</source>
        <translation>%1 : le nœud %2 ne peut pas contenir %3 points.</translation>
    </message>
    <message>
        <source>%1: proj:bbox of the tile %2 is not that of its file.</source>
        <translation>%1 : le proj:bbox de la tuile %2 n'est pas celui de son fichier.</translation>
    </message>
    <message>
        <source>%1: reserved bytes of the COPC record are not zero.</source>
        <translation>%1 : des octets réservés de l'enregistrement COPC ne sont pas nuls.</translation>
    </message>
    <message>
        <source>%1: the 32-bit count of points says %2, the 64-bit one %3.</source>
        <translation>%1 : le nombre de points sur 32 bits dit %2, celui sur 64 bits %3.</translation>
    </message>
    <message>
        <source>%1: the 32-bit counts by return are not zero.</source>
        <translation>%1 : les nombres par retour sur 32 bits ne sont pas nuls.</translation>
    </message>
    <message>
        <source>%1: the header counts %2 points of return %3, there are %4.</source>
        <translation>%1 : l'en-tête compte %2 points de retour %3, il y en a %4.</translation>
    </message>
    <message>
        <source>%1: the header does not say that the coordinate reference system is WKT (global encoding, bit 4).</source>
        <translation>%1 : l'en-tête ne dit pas que le système de coordonnées est en WKT (global encoding, bit 4).</translation>
    </message>
    <message>
        <source>%1: the header says that %2 goes from %3 to %4, but it goes from %5 to %6.</source>
        <translation>%1 : l'en-tête dit que %2 va de %3 à %4, mais cela va de %5 à %6.</translation>
    </message>
    <message>
        <source>%1: the parent of node %2 is not listed.</source>
        <translation>%1 : le parent du nœud %2 n'est pas listé.</translation>
    </message>
    <message>
        <source>%1: the points of node %2 cannot be decoded.</source>
        <translation>%1 : les points du nœud %2 ne peuvent pas être décodés.</translation>
    </message>
    <message>
        <source>%1: the tile %2 has %3 points, not %4.</source>
        <translation>%1 : la tuile %2 a %3 points, pas %4.</translation>
    </message>
    <message>
        <source>%1: the tile %2 has no geometry or is not of STAC 1.0.0; QGIS refuses it.</source>
        <translation>%1 : la tuile %2 n'a pas de géométrie ou n'est pas en STAC 1.0.0 ; QGIS la refuse.</translation>
    </message>
    <message>
        <source>%1: the tile %2 is in another coordinate reference system than the first.</source>
        <translation>%1 : la tuile %2 est dans un autre système de coordonnées que la première.</translation>
    </message>
    <message>
        <source>%1: the tile %2 lacks proj:bbox, its coordinate reference system or pc:count.</source>
        <translation>%1 : il manque à la tuile %2 proj:bbox, son système de coordonnées ou pc:count.</translation>
    </message>
    <message>
        <source>%1: there are points outside boundsConforming.</source>
        <translation>%1 : il y a des points hors de boundsConforming.</translation>
    </message>
    <message>
        <source>%1: there are points outside its cube.</source>
        <translation>%1 : il y a des points hors de son cube.</translation>
    </message>
    <message>
        <source>%1: there is a gap between its chunks and their table.</source>
        <translation>%1 : il y a un trou entre ses chunks et leur table.</translation>
    </message>
    <message>
        <source>%1: to level</source>
        <translation>%1 : au niveau</translation>
    </message>
    <message>
        <source>%1; by default %2</source>
        <translation>%1 ; par défaut %2</translation>
    </message>
    <message>
        <source>%2 files become the layer “%1”</source>
        <translation>%2 fichiers deviennent la couche « %1 »</translation>
    </message>
    <message>
        <source>%3 text(s) of the layer %1 of %2 have lost letters (“�”).</source>
        <translation>%3 texte(s) de la couche %1 de %2 ont perdu des lettres (« � »).</translation>
    </message>
    <message>
        <source>%3 text(s) of the layer %1 of %2 were encoded twice: they show signs such as “Ã©” instead of “é”.</source>
        <translation>%3 texte(s) de la couche %1 de %2 ont été codés deux fois : ils montrent des signes comme « Ã© » au lieu de « é ».</translation>
    </message>
    <message numerus="yes">
        <source>%n bytes</source>
        <translation>
            <numerusform>%n octet</numerusform>
            <numerusform>%n octets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files</source>
        <translation>
            <numerusform>%n fichier</numerusform>
            <numerusform>%n fichiers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tiles are not as the format wants them (%1): other readers, the official server among them, see noise. Mend the pyramid: tuilerie-cli repair PYRAMID.</source>
        <translation>
            <numerusform>%n tuile n'est pas comme le format la veut (%1) : d'autres lecteurs, dont le serveur officiel, y voient du bruit. Réparez la pyramide : tuilerie-cli repair PYRAMIDE.</numerusform>
            <numerusform>%n tuiles ne sont pas comme le format les veut (%1) : d'autres lecteurs, dont le serveur officiel, y voient du bruit. Réparez la pyramide : tuilerie-cli repair PYRAMIDE.</numerusform>
        </translation>
    </message>
    <message>
        <source>%p % – %1 left</source>
        <translation>%p % – reste %1</translation>
    </message>
    <message>
        <source>&amp;About Tuilerie</source>
        <translation>À &amp;propos de Tuilerie</translation>
    </message>
    <message>
        <source>&amp;Abstract:</source>
        <translation>&amp;Résumé :</translation>
    </message>
    <message>
        <source>&amp;Assign a CRS…</source>
        <translation>&amp;Attribuer un SCR…</translation>
    </message>
    <message>
        <source>&amp;Attribution:</source>
        <translation>&amp;Attribution :</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>&amp;Précédent</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Parcourir…</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>A&amp;nnuler</translation>
    </message>
    <message>
        <source>&amp;Cancel the Export</source>
        <translation>A&amp;nnuler l'export</translation>
    </message>
    <message>
        <source>&amp;Client id:</source>
        <translation>&amp;Identifiant du client :</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>&amp;Fermer</translation>
    </message>
    <message>
        <source>&amp;Close All</source>
        <translation>&amp;Tout fermer</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Sombre</translation>
    </message>
    <message>
        <source>&amp;Download</source>
        <translation>Té&amp;léchargement</translation>
    </message>
    <message>
        <source>&amp;Download: all tiles in one file (PMTiles)</source>
        <translation>Té&amp;léchargement : toutes les tuiles en un fichier (PMTiles)</translation>
    </message>
    <message>
        <source>&amp;Download: the points themselves, read in parts over HTTP</source>
        <translation>Té&amp;léchargement : les points eux-mêmes, lus par morceaux en HTTP</translation>
    </message>
    <message>
        <source>&amp;Draw Again</source>
        <translation>Re&amp;dessiner</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>&amp;Exporter</translation>
    </message>
    <message>
        <source>&amp;Export a Pyramid…</source>
        <translation>&amp;Exporter une pyramide…</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;File name of the copy:</source>
        <translation>Nom de la &amp;copie :</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>&amp;Format :</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;ide</translation>
    </message>
    <message>
        <source>&amp;How:</source>
        <translation>&amp;Comment :</translation>
    </message>
    <message>
        <source>&amp;Interpolation:</source>
        <translation>&amp;Interpolation :</translation>
    </message>
    <message>
        <source>&amp;Keep the original</source>
        <translation>&amp;Garder l'original</translation>
    </message>
    <message>
        <source>&amp;Keys and Mouse</source>
        <translation>&amp;Clavier et souris</translation>
    </message>
    <message>
        <source>&amp;Keywords:</source>
        <translation>&amp;Mots-clés :</translation>
    </message>
    <message>
        <source>&amp;Layer</source>
        <translation>&amp;Couche</translation>
    </message>
    <message>
        <source>&amp;Layer name:</source>
        <translation>Nom de la &amp;couche :</translation>
    </message>
    <message>
        <source>&amp;Levels:</source>
        <translation>&amp;Niveaux :</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Clair</translation>
    </message>
    <message>
        <source>&amp;Next</source>
        <translation>&amp;Suivant</translation>
    </message>
    <message>
        <source>&amp;Open Files…</source>
        <translation>&amp;Ouvrir des fichiers…</translation>
    </message>
    <message>
        <source>&amp;Open Last Session at Start</source>
        <translation>&amp;Rouvrir la dernière session au démarrage</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>&amp;Mot de passe :</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pause</translation>
    </message>
    <message>
        <source>&amp;Previous View</source>
        <translation>&amp;Vue précédente</translation>
    </message>
    <message>
        <source>&amp;Publish</source>
        <translation>Pu&amp;blier</translation>
    </message>
    <message>
        <source>&amp;Publish…</source>
        <translation>&amp;Publier…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>&amp;Realm:</source>
        <translation>&amp;Royaume :</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Retirer</translation>
    </message>
    <message>
        <source>&amp;Remove from Map</source>
        <translation>&amp;Retirer de la carte</translation>
    </message>
    <message>
        <source>&amp;Repair</source>
        <translation>&amp;Réparer</translation>
    </message>
    <message>
        <source>&amp;Repair on a copy…</source>
        <translation>&amp;Réparer sur une copie…</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Reprendre</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>&amp;Préférences</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Arrêter</translation>
    </message>
    <message>
        <source>&amp;TMS: the same tiles by plain addresses</source>
        <translation>&amp;TMS : les mêmes tuiles par de simples adresses</translation>
    </message>
    <message>
        <source>&amp;Theme of the System</source>
        <translation>Thème du sys&amp;tème</translation>
    </message>
    <message>
        <source>&amp;Tile matrix set:</source>
        <translation>&amp;Jeu de matrices de tuiles :</translation>
    </message>
    <message>
        <source>&amp;Title:</source>
        <translation>&amp;Titre :</translation>
    </message>
    <message>
        <source>&amp;Token:</source>
        <translation>&amp;Jeton :</translation>
    </message>
    <message>
        <source>&amp;Use the copy</source>
        <translation>&amp;Utiliser la copie</translation>
    </message>
    <message>
        <source>&amp;User name:</source>
        <translation>&amp;Utilisateur :</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;WMS capabilities</source>
        <translation>Capacités &amp;WMS</translation>
    </message>
    <message>
        <source>&amp;WMTS: the styled map as picture tiles, made beforehand</source>
        <translation>&amp;WMTS : la carte stylée en tuiles d'image, faites d'avance</translation>
    </message>
    <message>
        <source>&amp;WMTS: tiles for GIS and web maps</source>
        <translation>&amp;WMTS : tuiles pour les SIG et les cartes web</translation>
    </message>
    <message>
        <source>&amp;Zoom to Layer</source>
        <translation>&amp;Zoomer sur la couche</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>, %1 left</source>
        <translation>, reste %1</translation>
    </message>
    <message>
        <source>, alpha</source>
        <translation>, alpha</translation>
    </message>
    <message>
        <source>, mask</source>
        <translation>, masque</translation>
    </message>
    <message>
        <source>, nodata %1</source>
        <translation>, nodata %1</translation>
    </message>
    <message>
        <source>, palette</source>
        <translation>, palette</translation>
    </message>
    <message>
        <source>--%1 %2: give a whole number from %3 to %4.</source>
        <translation>--%1 %2 : donnez un nombre entier de %3 à %4.</translation>
    </message>
    <message>
        <source>--%1 is for %2 only. Leave it out.</source>
        <translation>--%1 n'est que pour %2. Laissez-le de côté.</translation>
    </message>
    <message>
        <source>--%1 must be %2 whole numbers with x between, such as 16x16, not “%3”.</source>
        <translation>--%1 doit être %2 nombres entiers séparés par x, comme 16x16, et non « %3 ».</translation>
    </message>
    <message>
        <source>--%1 must be TABLE, TABLE:attribute,attribute or TABLE:attributes:top-bottom, such as roads:name,width:8-14, not “%2”. A colon within a name is written \:.</source>
        <translation>--%1 s’écrit TABLE, TABLE:attribut,attribut ou TABLE:attributs:haut-bas, comme routes:nom,largeur:8-14, et non « %2 ». Un deux-points dans un nom s’écrit \:.</translation>
    </message>
    <message>
        <source>--continue FILE says what is published: leave the other paths out.</source>
        <translation>--continue FILE dit ce qui est publié : ne donnez pas d’autres chemins.</translation>
    </message>
    <message>
        <source>--data DIR is missing: the folder in which everything is kept.</source>
        <translation>--data DOSSIER manque : le dossier où tout est gardé.</translation>
    </message>
    <message>
        <source>--days is a whole number of at least 1, not "%1".</source>
        <translation>--days est un nombre entier d'au moins 1, pas "%1".</translation>
    </message>
    <message>
        <source>--extent is west,south,east,north in degrees, not "%1".</source>
        <translation>--extent est ouest,sud,est,nord en degrés, pas « %1 ».</translation>
    </message>
    <message>
        <source>--keep is a whole number of at least 1, not "%1".</source>
        <translation>--keep est un nombre entier d’au moins 1, et non « %1 ».</translation>
    </message>
    <message>
        <source>--kind must be %1, not “%2”.</source>
        <translation>--kind doit être %1, et non « %2 ».</translation>
    </message>
    <message>
        <source>--listen %1: give an address and a port, such as 127.0.0.1:8080 (port 0 = any free one).</source>
        <translation>--listen %1 : donnez une adresse et un port, comme 127.0.0.1:8080 (port 0 = n'importe lequel de libre).</translation>
    </message>
    <message>
        <source>--only chooses repairs: say with --fix COPY where the repaired copy goes.</source>
        <translation>--only choisit des réparations : dites avec --fix COPIE où va la copie réparée.</translation>
    </message>
    <message>
        <source>--profile %1: give decouverte, essentielle or premium.</source>
        <translation>--profile %1 : donnez decouverte, essentielle ou premium.</translation>
    </message>
    <message>
        <source>--progress is auto, json or none, not "%1".</source>
        <translation>--progress est auto, json ou none, pas "%1".</translation>
    </message>
    <message>
        <source>--references %1: there is no such folder.</source>
        <translation>--references %1 : il n'y a pas de tel dossier.</translation>
    </message>
    <message>
        <source>--rename must be TABLE:NAME, such as roads:streets, not “%1”.</source>
        <translation>--rename doit être TABLE:NOM, comme routes:voies, et non « %1 ».</translation>
    </message>
    <message>
        <source>--runner is local in this version, not "%1".</source>
        <translation>--runner est local dans cette version, pas "%1".</translation>
    </message>
    <message>
        <source>--style %1=…: name the table with --table %1, too.</source>
        <translation>--style %1=… : nommez aussi la table avec --table %1.</translation>
    </message>
    <message>
        <source>--style is for vector data where it names a QML or an SLD file. A raster takes %1, or a ROK4 style (JSON).</source>
        <translation>--style vaut pour les données vecteur quand il nomme un fichier QML ou SLD. Un raster prend %1, ou un style ROK4 (JSON).</translation>
    </message>
    <message>
        <source>--style without a table can be given once.</source>
        <translation>--style sans table ne peut être donné qu'une fois.</translation>
    </message>
    <message>
        <source>--trusted-proxy %1: give an address or a subnet, such as 10.0.0.0/8.</source>
        <translation>--trusted-proxy %1 : donnez une adresse ou un sous-réseau, comme 10.0.0.0/8.</translation>
    </message>
    <message>
        <source>--where must be TABLE:CLAUSE, such as “roads:width &gt; 3”, not “%1”.</source>
        <translation>--where doit être TABLE:CLAUSE, comme « routes:largeur &gt; 3 », et non « %1 ».</translation>
    </message>
    <message>
        <source>--workers is a whole number from 0 to 1024, not "%1".</source>
        <translation>--workers est un nombre entier de 0 à 1024, pas "%1".</translation>
    </message>
    <message>
        <source>1 band, %1</source>
        <translation>1 bande, %1</translation>
    </message>
    <message>
        <source>1 blocking finding</source>
        <translation>1 constat bloquant</translation>
    </message>
    <message>
        <source>1 blocking finding must be put right before the data can be published.</source>
        <translation>1 constat bloquant doit être corrigé avant que les données puissent être publiées.</translation>
    </message>
    <message>
        <source>1 file becomes the layer “%1”</source>
        <translation>1 fichier devient la couche « %1 »</translation>
    </message>
    <message>
        <source>1 file, %1</source>
        <translation>1 fichier, %1</translation>
    </message>
    <message>
        <source>1 file: see the next page</source>
        <translation>1 fichier : voir la page suivante</translation>
    </message>
    <message>
        <source>1 node</source>
        <translation>1 nœud</translation>
    </message>
    <message>
        <source>1 note</source>
        <translation>1 remarque</translation>
    </message>
    <message>
        <source>1 row</source>
        <translation>1 ligne</translation>
    </message>
    <message>
        <source>1 table</source>
        <translation>1 table</translation>
    </message>
    <message>
        <source>1 table, %1 features</source>
        <translation>1 table, %1 objets</translation>
    </message>
    <message>
        <source>1 tile</source>
        <translation>1 tuile</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 avertissement</translation>
    </message>
    <message>
        <source>1:%1</source>
        <translation>1:%1</translation>
    </message>
    <message>
        <source>; </source>
        <translation> ; </translation>
    </message>
    <message>
        <source>&lt; 1 s</source>
        <translation>&lt; 1 s</translation>
    </message>
    <message>
        <source>&lt;%1&gt; may not stand in &lt;%2&gt;.</source>
        <translation>&lt;%1&gt; ne peut pas se trouver dans &lt;%2&gt;.</translation>
    </message>
    <message>
        <source>&lt;%1&gt; must hold a number.</source>
        <translation>&lt;%1&gt; doit contenir un nombre.</translation>
    </message>
    <message>
        <source>A UserLayer is not read, only NamedLayers.</source>
        <translation>Un UserLayer n'est pas lu, seulement les NamedLayer.</translation>
    </message>
    <message>
        <source>A bearer token is missing. Sign in at the token endpoint.</source>
        <translation>Il manque un jeton (bearer). Connectez-vous au point d'accès des jetons.</translation>
    </message>
    <message>
        <source>A bucket of the object store that delivered pyramids may lie in, * for all; may be given several times.</source>
        <translation>Un compartiment (bucket) du stockage objet où des pyramides livrées peuvent se trouver, * pour tous ; peut être donné plusieurs fois.</translation>
    </message>
    <message>
        <source>A chosen hash must have 16 characters at least.</source>
        <translation>Un hash choisi doit avoir au moins 16 caractères.</translation>
    </message>
    <message>
        <source>A chunk of points is too large for a LAZ file. Use smaller chunks.</source>
        <translation>Un bloc de points est trop grand pour un fichier LAZ. Utilisez des blocs plus petits.</translation>
    </message>
    <message>
        <source>A comment needs a “text”.</source>
        <translation>Un commentaire demande un « text ».</translation>
    </message>
    <message>
        <source>A configuration uses this stored data. Delete its offerings and the configuration first.</source>
        <translation>Une configuration utilise cette donnée stockée. Supprimez d'abord ses offres et la configuration.</translation>
    </message>
    <message>
        <source>A configuration uses this style. Take it out of there first.</source>
        <translation>Une configuration utilise ce style. Retirez-le d'abord de là.</translation>
    </message>
    <message>
        <source>A coverage of a GeoPackage has one channel, and %1 has %2. Export it to cog.</source>
        <translation>Une couverture de GeoPackage a un canal, et %1 en a %2. Exportez-la en cog.</translation>
    </message>
    <message>
        <source>A field, or an expression such as "name" || ' (' || "code" || ')'</source>
        <translation>Un champ, ou une expression comme "nom" || ' (' || "code" || ')'</translation>
    </message>
    <message>
        <source>A field, or an expression such as "population" / "area"</source>
        <translation>Un champ, ou une expression comme "population" / "surface"</translation>
    </message>
    <message>
        <source>A file that is being sent cannot be read any more. Check it and try again.</source>
        <translation>Un fichier en cours d'envoi n'est plus lisible. Vérifiez-le et recommencez.</translation>
    </message>
    <message>
        <source>A file with a bearer token that has all rights on the datastore.</source>
        <translation>Un fichier avec un jeton qui a tous les droits sur l'entrepôt.</translation>
    </message>
    <message>
        <source>A folder below which files may be handed over where they lie; may be given several times. Without it their bytes are sent.</source>
        <translation>Un dossier dont les fichiers peuvent être remis là où ils sont ; peut être donné plusieurs fois. Sans lui, leurs octets sont envoyés.</translation>
    </message>
    <message>
        <source>A hole of %1 inside the coverage is covered by no file.</source>
        <translation>Un trou de %1 dans la couverture n'est couvert par aucun fichier.</translation>
    </message>
    <message>
        <source>A kept publication cannot be read.</source>
        <translation>Une publication gardée ne peut pas être lue.</translation>
    </message>
    <message>
        <source>A key needs a name.</source>
        <translation>Une clé demande un nom.</translation>
    </message>
    <message>
        <source>A keyword; may be repeated</source>
        <translation>Un mot-clé ; peut être répétée</translation>
    </message>
    <message>
        <source>A layer has vector tiles or picture tiles, not both. Leave one out, and publish it under another name.</source>
        <translation>Une couche a des tuiles vecteur ou des tuiles d'image, pas les deux. Laissez-en une de côté, et publiez-la sous un autre nom.</translation>
    </message>
    <message>
        <source>A layer has vector tiles or picture tiles; publish it under a second name to have both.</source>
        <translation>Une couche a des tuiles vecteur ou des tuiles d'image ; publiez-la sous un second nom pour avoir les deux.</translation>
    </message>
    <message>
        <source>A layer is made of raster pyramids or of vector pyramids, not of both.</source>
        <translation>Une couche est faite de pyramides raster ou de pyramides vecteur, pas des deux.</translation>
    </message>
    <message>
        <source>A layer name begins with a letter or _ and has only letters without accents, digits, _ - and .</source>
        <translation>Un nom de couche commence par une lettre ou _ et n'a que des lettres sans accent, des chiffres, _ - et .</translation>
    </message>
    <message>
        <source>A layer named %1 is published on this server already. Choose another name.</source>
        <translation>Une couche nommée %1 est déjà publiée sur ce serveur. Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>A metatile has 1 to 32 tiles each way, and its buffer 0 to 4096 pixels.</source>
        <translation>Une métatuile a 1 à 32 tuiles dans chaque sens, et sa marge 0 à 4096 pixels.</translation>
    </message>
    <message>
        <source>A page of the server opens in your browser when a sign-in is needed.</source>
        <translation>Une page du serveur s'ouvre dans votre navigateur quand une connexion est nécessaire.</translation>
    </message>
    <message>
        <source>A part of %1 lies outside the area where its coordinate reference system is used.</source>
        <translation>Une partie de %1 se trouve hors de la zone d’usage de son système de coordonnées.</translation>
    </message>
    <message>
        <source>A permission needs a licence, offerings, and users or communities.</source>
        <translation>Une permission demande une licence, des offres, et des utilisateurs ou des communautés.</translation>
    </message>
    <message>
        <source>A picture has 1 to %1 pixels each way, not %2 × %3.</source>
        <translation>Une image a 1 à %1 pixels dans chaque sens, pas %2 × %3.</translation>
    </message>
    <message>
        <source>A picture inside the SLD is not drawn.</source>
        <translation>Une image à l'intérieur du SLD n'est pas dessinée.</translation>
    </message>
    <message>
        <source>A picture of %1 × %2 pixels needs more memory than there is. Ask for a smaller one.</source>
        <translation>Une image de %1 × %2 pixels demande plus de mémoire qu'il n'y en a. Demandez-en une plus petite.</translation>
    </message>
    <message>
        <source>A point cloud is published as %1 through a raster that is made of it: choose the product %2.</source>
        <translation>Un nuage de points est publié en %1 par une image qui en est tirée : choisissez le produit %2.</translation>
    </message>
    <message>
        <source>A processing is at work on this stored data. Wait for its end or abort it.</source>
        <translation>Un traitement travaille sur cette donnée stockée. Attendez sa fin ou interrompez-le.</translation>
    </message>
    <message>
        <source>A processing is reading this upload. Wait for its end or abort it.</source>
        <translation>Un traitement lit cette livraison. Attendez sa fin ou interrompez-le.</translation>
    </message>
    <message>
        <source>A product is made of point clouds only. Leave it out.</source>
        <translation>Un produit ne se tire que de nuages de points. Laissez-le de côté.</translation>
    </message>
    <message>
        <source>A publication was begun and not finished. Go on with it?</source>
        <translation>Une publication a été commencée et pas terminée. La continuer ?</translation>
    </message>
    <message>
        <source>A published layer still shows this style. Synchronize its offering first.</source>
        <translation>Une couche publiée montre encore ce style. Synchronisez d'abord son offre.</translation>
    </message>
    <message>
        <source>A pyramid has 1 to 4 channels, not %1.</source>
        <translation>Une pyramide a de 1 à 4 canaux, pas %1.</translation>
    </message>
    <message>
        <source>A pyramid has 1 to 4 channels, not %1. Choose the channels to keep.</source>
        <translation>Une pyramide a de 1 à 4 canaux, pas %1. Choisissez les canaux à garder.</translation>
    </message>
    <message>
        <source>A pyramid is never changed in place. Give the output a name, then point the configuration to it.</source>
        <translation>Une pyramide n'est jamais modifiée sur place. Donnez un nom à la sortie, puis faites pointer la configuration vers elle.</translation>
    </message>
    <message>
        <source>A raster symbolizer in the rule “%1” is not for vectors; it is not drawn.</source>
        <translation>Un symboliseur raster dans la règle « %1 » n'est pas pour des vecteurs ; il n'est pas dessiné.</translation>
    </message>
    <message>
        <source>A rendering transformation is not applied.</source>
        <translation>Une transformation de rendu n'est pas appliquée.</translation>
    </message>
    <message>
        <source>A repaired copy of %1 is written. The original is not changed.</source>
        <translation>Une copie réparée de %1 sera écrite. L'original ne change pas.</translation>
    </message>
    <message>
        <source>A sentence for its readers.</source>
        <translation>Une phrase pour ceux qui le liront.</translation>
    </message>
    <message>
        <source>A server is stopped with the token that it was started with (--token-file) only.</source>
        <translation>Un serveur ne s'arrête qu'avec le jeton avec lequel il a été lancé (--token-file).</translation>
    </message>
    <message>
        <source>A slab has 1 to 256 tiles each way, not %1.</source>
        <translation>Une dalle a de 1 à 256 tuiles dans chaque sens, pas %1.</translation>
    </message>
    <message>
        <source>A slab would be larger than 4 GiB, which the format cannot hold. Choose smaller slabs (fewer tiles each) or a compressed format.</source>
        <translation>Une dalle dépasserait 4 Gio, ce que le format ne peut contenir. Choisissez des dalles plus petites (moins de tuiles chacune) ou un format compressé.</translation>
    </message>
    <message>
        <source>A static needs a “name” and a “type” (one of %1).</source>
        <translation>Un fichier statique demande un « name » et un « type » (l'un de : %1).</translation>
    </message>
    <message>
        <source>A style has no member “%1”: take it out, or write it as one of %2.</source>
        <translation>Un style n’a pas de membre « %1 » : retirez-le, ou écrivez-le comme l’un de %2.</translation>
    </message>
    <message>
        <source>A table of the file cannot be read. Copy the file again from its source.</source>
        <translation>Une table du fichier ne peut pas être lue. Copiez à nouveau le fichier depuis sa source.</translation>
    </message>
    <message>
        <source>A table of vector data with its attributes and levels; may be repeated (every table that has a geometry).</source>
        <translation>Une table de données vecteur avec ses attributs et ses niveaux ; peut être répété (toute table qui a une géométrie).</translation>
    </message>
    <message>
        <source>A temporary file in %1 is shorter than it was written. Check the disk, then start again.</source>
        <translation>Un fichier temporaire dans %1 est plus court que ce qui y a été écrit. Vérifiez le disque, puis recommencez.</translation>
    </message>
    <message>
        <source>A tile has 1 to %1 pixels a side, not %2 × %3. Choose another grid.</source>
        <translation>Une tuile a de 1 à %1 pixels de côté, pas %2 × %3. Choisissez une autre grille.</translation>
    </message>
    <message>
        <source>A tile has 256 to 65536 units each way, not %1.</source>
        <translation>Une tuile a 256 à 65536 unités dans chaque sens, pas %1.</translation>
    </message>
    <message>
        <source>A tile must be allowed 1000 bytes and one feature at least.</source>
        <translation>Une tuile doit avoir droit à 1000 octets et un objet au moins.</translation>
    </message>
    <message>
        <source>A tile's address is /tms/1.0.0/{layer}/{z}/{x}/{y}.{ext}.</source>
        <translation>L'adresse d'une tuile est /tms/1.0.0/{layer}/{z}/{x}/{y}.{ext}.</translation>
    </message>
    <message>
        <source>ADDRESS/BITS</source>
        <translation>ADRESSE/BITS</translation>
    </message>
    <message>
        <source>ADDRESS:PORT</source>
        <translation>ADRESSE:PORT</translation>
    </message>
    <message>
        <source>About Tuilerie</source>
        <translation>À propos de Tuilerie</translation>
    </message>
    <message>
        <source>Access</source>
        <translation>Accès</translation>
    </message>
    <message>
        <source>Add &amp;files…</source>
        <translation>Ajouter des fi&amp;chiers…</translation>
    </message>
    <message>
        <source>Add a folder to the data set</source>
        <translation>Ajouter un dossier au jeu de données</translation>
    </message>
    <message>
        <source>Add f&amp;older…</source>
        <translation>Ajouter un d&amp;ossier…</translation>
    </message>
    <message>
        <source>Add files or a folder, or drop them here.</source>
        <translation>Ajoutez des fichiers ou un dossier, ou déposez-les ici.</translation>
    </message>
    <message>
        <source>Add files to the data set</source>
        <translation>Ajouter des fichiers au jeu de données</translation>
    </message>
    <message>
        <source>Add the files to publish.</source>
        <translation>Ajoutez les fichiers à publier.</translation>
    </message>
    <message>
        <source>Add the missing file if there is one; otherwise the place is published as nodata.</source>
        <translation>Ajoutez le fichier manquant s'il existe ; sinon l'endroit est publié comme nodata.</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Address and port; port 0 = any free one.</source>
        <translation>Adresse et port ; port 0 = n'importe lequel de libre.</translation>
    </message>
    <message>
        <source>Address of the server</source>
        <translation>Adresse du serveur</translation>
    </message>
    <message>
        <source>Address of whom they are.</source>
        <translation>Adresse de leur propriétaire.</translation>
    </message>
    <message>
        <source>Adds an account, its password read from standard input, and ends.</source>
        <translation>Ajoute un compte, son mot de passe étant lu sur l'entrée standard, et s'arrête.</translation>
    </message>
    <message>
        <source>All are kept; name each by its own when the file is exported, so that programs find them.</source>
        <translation>Tous sont conservés ; donnez à chacun son propre nom à l’export, pour que les logiciels les trouvent.</translation>
    </message>
    <message>
        <source>All is made again.</source>
        <translation>Tout est recalculé.</translation>
    </message>
    <message>
        <source>All other values</source>
        <translation>Toutes les autres valeurs</translation>
    </message>
    <message>
        <source>All points and attributes, merged. QGIS and web viewers read it from its address.</source>
        <translation>Tous les points et attributs, fusionnés. QGIS et les visualiseurs web le lisent depuis son adresse.</translation>
    </message>
    <message>
        <source>All states of these data have been deleted. Publish the data again.</source>
        <translation>Tous les états de ces données ont été supprimés. Publiez à nouveau les données.</translation>
    </message>
    <message>
        <source>Along the border</source>
        <translation>Le long du bord</translation>
    </message>
    <message>
        <source>Along, curved</source>
        <translation>Le long, courbé</translation>
    </message>
    <message>
        <source>Also deletes the layer's pyramids, of all versions.</source>
        <translation>Supprime aussi les pyramides de la couche, de toutes les versions.</translation>
    </message>
    <message>
        <source>Also offer &amp;heights for programs (terrain-RGB)</source>
        <translation>Offrir aussi les &amp;hauteurs aux programmes (terrain-RGB)</translation>
    </message>
    <message>
        <source>Also writes masks of where there are data</source>
        <translation>Écrit aussi des masques de là où il y a des données</translation>
    </message>
    <message>
        <source>An account needs a login and a password.</source>
        <translation>Un compte demande un identifiant et un mot de passe.</translation>
    </message>
    <message>
        <source>An earlier attempt failed; it is removed.</source>
        <translation>Une tentative précédente a échoué ; elle est retirée.</translation>
    </message>
    <message>
        <source>An entry of “composition” names no table. Give its “table”.</source>
        <translation>Une entrée de « composition » ne nomme aucune table. Donnez sa « table ».</translation>
    </message>
    <message>
        <source>An extent is west, south, east and north, in degrees.</source>
        <translation>Une emprise est ouest, sud, est et nord, en degrés.</translation>
    </message>
    <message>
        <source>An unfinished run of this output is there. Resume it, or remove %1 and what the run has written first.</source>
        <translation>Une exécution inachevée de ce résultat est là. Reprenez-la, ou supprimez d'abord %1 et ce qu'elle a écrit.</translation>
    </message>
    <message>
        <source>An upload of status %1 cannot become %2.</source>
        <translation>Une livraison dans l'état %1 ne peut pas passer à %2.</translation>
    </message>
    <message>
        <source>An upload of the type PYRAMID-3D needs “type_infos.pyramid_type”: COPC or EPT.</source>
        <translation>Une livraison de type PYRAMID-3D demande « type_infos.pyramid_type » : COPC ou EPT.</translation>
    </message>
    <message>
        <source>Another &amp;server:</source>
        <translation>U&amp;n autre serveur :</translation>
    </message>
    <message>
        <source>Another CRS…</source>
        <translation>Autre SCR…</translation>
    </message>
    <message>
        <source>Another process is writing this output. Wait for it to end, or choose another output.</source>
        <translation>Un autre processus écrit ce résultat. Attendez sa fin, ou choisissez un autre résultat.</translation>
    </message>
    <message>
        <source>Another program has %1 open, or was stopped: the latest changes are in %2 and would be lost if the file were sent alone.</source>
        <translation>Un autre programme a ouvert %1, ou a été arrêté : les derniers changements sont dans %2 et seraient perdus si le fichier était envoyé seul.</translation>
    </message>
    <message>
        <source>Another program has been starting the embedded server for a minute. Close it, then try again.</source>
        <translation>Un autre programme démarre le serveur intégré depuis une minute. Fermez-le, puis recommencez.</translation>
    </message>
    <message>
        <source>Another program is carrying this publication through. Wait until it has ended.</source>
        <translation>Un autre programme mène cette publication. Attendez qu’il ait terminé.</translation>
    </message>
    <message>
        <source>Another program is changing your secrets. Try again.</source>
        <translation>Un autre programme est en train de modifier vos secrets. Réessayez.</translation>
    </message>
    <message>
        <source>Another program is sending the outbox. Wait until it has ended.</source>
        <translation>Un autre programme envoie le contenu de la boîte d'envoi. Attendez qu'il ait fini.</translation>
    </message>
    <message>
        <source>Another stored data is built on this one. Delete that one first.</source>
        <translation>Une autre donnée stockée repose sur celle-ci. Supprimez-la d'abord.</translation>
    </message>
    <message>
        <source>Answers no questions about single pixels</source>
        <translation>Ne répond pas aux questions sur un pixel</translation>
    </message>
    <message>
        <source>Around</source>
        <translation>Autour</translation>
    </message>
    <message>
        <source>Arrow</source>
        <translation>Flèche</translation>
    </message>
    <message>
        <source>Artefact</source>
        <translation>Artefact</translation>
    </message>
    <message>
        <source>As IGN: ground, water and virtual points (2, 9, 66)</source>
        <translation>Comme l’IGN : sol, eau et points virtuels (2, 9, 66)</translation>
    </message>
    <message>
        <source>As JPEG, with hardly any visible loss, about twice as heavy.</source>
        <translation>Comme JPEG, presque sans perte visible, environ deux fois plus lourd.</translation>
    </message>
    <message>
        <source>As a picture (uint8)</source>
        <translation>Comme une image (uint8)</translation>
    </message>
    <message>
        <source>As a service account</source>
        <translation>Comme compte de service</translation>
    </message>
    <message>
        <source>As loaded</source>
        <translation>Tel que chargé</translation>
    </message>
    <message>
        <source>As measured (float32)</source>
        <translation>Telles que mesurées (float32)</translation>
    </message>
    <message>
        <source>As stored with the data, else a plain one</source>
        <translation>Tel que stocké avec les données, sinon un style simple</translation>
    </message>
    <message>
        <source>As the map shows it</source>
        <translation>Comme la carte le montre</translation>
    </message>
    <message>
        <source>Ask the producer of the data for %1 and put it into the folder %2, then start again.</source>
        <translation>Demandez %1 au producteur des données et placez-le dans le dossier %2, puis recommencez.</translation>
    </message>
    <message>
        <source>Asking the server…</source>
        <translation>Interrogation du serveur…</translation>
    </message>
    <message>
        <source>Assi&amp;gn a CRS…</source>
        <translation>Attrib&amp;uer un SCR…</translation>
    </message>
    <message>
        <source>Assign &amp;CRS…</source>
        <translation>Attribuer un &amp;SCR…</translation>
    </message>
    <message>
        <source>Assign a CRS</source>
        <translation>Attribuer un SCR</translation>
    </message>
    <message>
        <source>Assign the coordinate reference system that the producer names (Lambert-93 is EPSG:2154).</source>
        <translation>Attribuez le système de coordonnées indiqué par le producteur (Lambert-93 est EPSG:2154).</translation>
    </message>
    <message>
        <source>Assign the coordinate reference system that the producer names, or write its code into the file (EPSG:2154).</source>
        <translation>Attribuez le système de coordonnées que le producteur indique, ou écrivez son code dans le fichier (EPSG:2154).</translation>
    </message>
    <message>
        <source>Assign the coordinate reference system that the producer names.</source>
        <translation>Attribuez le système de coordonnées que nomme le producteur.</translation>
    </message>
    <message>
        <source>Assign the coordinate reference system that the producer names; its coordinates look like degrees (EPSG:4326).</source>
        <translation>Attribuez le système de coordonnées que nomme le producteur ; ses coordonnées ressemblent à des degrés (EPSG:4326).</translation>
    </message>
    <message>
        <source>Assign the whole system (such as EPSG:2154+5720) if it is the same for all files.</source>
        <translation>Attribuez le système entier (par exemple EPSG:2154+5720) s’il est le même pour tous les fichiers.</translation>
    </message>
    <message>
        <source>Assigned CRS</source>
        <translation>SCR attribué</translation>
    </message>
    <message>
        <source>At most %1 layers can be asked for at once.</source>
        <translation>Au plus %1 couches peuvent être demandées à la fois.</translation>
    </message>
    <message>
        <source>At most %1 tables can be drawn at once.</source>
        <translation>Au plus %1 tables peuvent être dessinées à la fois.</translation>
    </message>
    <message>
        <source>Att&amp;ribution:</source>
        <translation>Attrib&amp;ution :</translation>
    </message>
    <message>
        <source>Attribute &amp;Table</source>
        <translation>&amp;Table d'attributs</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>Attributs</translation>
    </message>
    <message>
        <source>B&amp;ands:</source>
        <translation>B&amp;andes :</translation>
    </message>
    <message>
        <source>BBOX must be four numbers, minimum before maximum, in the axis order of the CRS.</source>
        <translation>BBOX doit être quatre nombres, le minimum avant le maximum, dans l'ordre des axes du SCR.</translation>
    </message>
    <message>
        <source>BLOCKING</source>
        <translation>BLOQUANT</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>Bande</translation>
    </message>
    <message>
        <source>Band %1 has no values in this area. Choose the whole raster, or zoom to where there are data.</source>
        <translation>La bande %1 n'a pas de valeurs dans cette zone. Choisissez tout le raster, ou zoomez là où il y a des données.</translation>
    </message>
    <message>
        <source>Band %1 is asked for, but %2 has %3. Choose among its bands, or publish it separately.</source>
        <translation>La bande %1 est demandée, mais %2 en a %3. Choisissez parmi ses bandes, ou publiez-le à part.</translation>
    </message>
    <message>
        <source>Band %1 of %2 is marked as opacity, but its values look like a measurement (infrared?): tiles will be see-through by it.</source>
        <translation>La bande %1 de %2 est marquée comme opacité, mais ses valeurs ressemblent à une mesure (infrarouge ?) : elles rendraient les tuiles transparentes.</translation>
    </message>
    <message>
        <source>Bands</source>
        <translation>Bandes</translation>
    </message>
    <message>
        <source>Bands are numbers with commas between them, such as 4,1,2.</source>
        <translation>Les bandes sont des numéros séparés par des virgules, comme 4,1,2.</translation>
    </message>
    <message>
        <source>Bands to show, as red, green and blue</source>
        <translation>Bandes à montrer, comme rouge, vert et bleu</translation>
    </message>
    <message>
        <source>Begin the layer's levels lower (15 or more), filter it for the upper levels, or accept reduced tiles.</source>
        <translation>Commencez les niveaux de la couche plus bas (15 ou plus), filtrez-la pour les niveaux du haut, ou acceptez des tuiles réduites.</translation>
    </message>
    <message>
        <source>Beside the ground (class 2), points are classified as virtual (class 66: %1) and as water (class 9: %2), of which IGN makes its terrain too.</source>
        <translation>Outre le sol (classe 2), des points sont classés virtuels (classe 66 : %1) et eau (classe 9 : %2), dont l’IGN fait aussi son terrain.</translation>
    </message>
    <message>
        <source>Best place</source>
        <translation>Meilleur endroit</translation>
    </message>
    <message>
        <source>Between neighbouring files a strip of %1 is covered by none.</source>
        <translation>Entre des fichiers voisins, une bande de %1 n'est couverte par aucun.</translation>
    </message>
    <message>
        <source>Between two files a place of %1 is covered by none; a file may be missing.</source>
        <translation>Entre deux fichiers, un endroit de %1 n'est couvert par aucun ; il manque peut-être un fichier.</translation>
    </message>
    <message>
        <source>Bicubic: smooth, for photographs</source>
        <translation>Bicubique : lisse, pour les photographies</translation>
    </message>
    <message>
        <source>Blend modes cannot be written.</source>
        <translation>Les modes de fusion ne peuvent pas être écrits.</translation>
    </message>
    <message>
        <source>Blocking</source>
        <translation>Bloquant</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Bleu</translation>
    </message>
    <message>
        <source>Blue to red</source>
        <translation>Bleu à rouge</translation>
    </message>
    <message>
        <source>Blues</source>
        <translation>Bleus</translation>
    </message>
    <message>
        <source>Bold</source>
        <translation>Gras</translation>
    </message>
    <message>
        <source>Bridge deck</source>
        <translation>Tablier de pont</translation>
    </message>
    <message>
        <source>Brightest cells kept up to</source>
        <translation>Part des cellules gardées jusqu'aux plus claires</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>Bâtiment</translation>
    </message>
    <message>
        <source>Bytes of a tile at most</source>
        <translation>Taille maximale d'une tuile</translation>
    </message>
    <message>
        <source>C&amp;ell:</source>
        <translation>&amp;Cellule :</translation>
    </message>
    <message>
        <source>COPC: one file, read in parts over HTTP</source>
        <translation>COPC : un seul fichier, lu par morceaux en HTTP</translation>
    </message>
    <message>
        <source>CRS</source>
        <translation>SCR</translation>
    </message>
    <message>
        <source>CRS of files that name none, such as EPSG:2154</source>
        <translation>SCR des fichiers qui n'en nomment pas, comme EPSG:2154</translation>
    </message>
    <message>
        <source>CRS of files that name none, such as EPSG:2154.</source>
        <translation>SCR des fichiers qui n'en nomment pas, comme EPSG:2154.</translation>
    </message>
    <message>
        <source>CRS of the coordinates</source>
        <translation>SCR des coordonnées</translation>
    </message>
    <message>
        <source>CRS of the database</source>
        <translation>SCR de la base</translation>
    </message>
    <message>
        <source>CRS of the map</source>
        <translation>SCR de la carte</translation>
    </message>
    <message>
        <source>CRS of the map: click to choose another</source>
        <translation>SCR de la carte : cliquez pour en choisir un autre</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Cancel the job</source>
        <translation>Annuler le travail</translation>
    </message>
    <message>
        <source>Cancel “%1”? What has been made so far is deleted.</source>
        <translation>Annuler « %1 » ? Ce qui a été produit jusqu'ici sera supprimé.</translation>
    </message>
    <message>
        <source>Cancelled; nothing of it is left.</source>
        <translation>Annulé ; il n'en reste rien.</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Catégories</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>Cellule</translation>
    </message>
    <message>
        <source>Cell size</source>
        <translation>Taille de cellule</translation>
    </message>
    <message>
        <source>Change pyramid_type in type_infos.</source>
        <translation>Changez pyramid_type dans type_infos.</translation>
    </message>
    <message>
        <source>Change the srs of the upload, or deliver files in the declared one.</source>
        <translation>Changez le srs de la livraison, ou livrez des fichiers dans celui qui est déclaré.</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifiée</translation>
    </message>
    <message>
        <source>Channels of the tiles, 1 to 4</source>
        <translation>Canaux des tuiles, 1 à 4</translation>
    </message>
    <message>
        <source>Chec&amp;k Again</source>
        <translation>&amp;Contrôler de nouveau</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Contrôles</translation>
    </message>
    <message>
        <source>Check &amp;again</source>
        <translation>Contrôler &amp;de nouveau</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>Contrôles</translation>
    </message>
    <message>
        <source>Checks failed</source>
        <translation>Échec des vérifications</translation>
    </message>
    <message>
        <source>Checks passed</source>
        <translation>Vérifications réussies</translation>
    </message>
    <message>
        <source>Choose Identify, then click on the map to see what lies there.</source>
        <translation>Choisissez Identifier, puis cliquez sur la carte pour voir ce qui s'y trouve.</translation>
    </message>
    <message>
        <source>Choose a colour</source>
        <translation>Choisir une couleur</translation>
    </message>
    <message>
        <source>Choose a style</source>
        <translation>Choisir un style</translation>
    </message>
    <message>
        <source>Choose at least one service.</source>
        <translation>Choisissez au moins un service.</translation>
    </message>
    <message>
        <source>Choose at least one service: %1.</source>
        <translation>Choisissez au moins un service : %1.</translation>
    </message>
    <message>
        <source>Choose the CRS that the map is drawn in</source>
        <translation>Choisir le SCR dans lequel la carte est dessinée</translation>
    </message>
    <message>
        <source>Choose the bands to show if it is one (--bands %1), or take the mark out of the file (gdal_edit.py -colorinterp_%2 undefined); nothing needs doing if it is an opacity.</source>
        <translation>Si c’en est une, choisissez les bandes à montrer (--bands %1), ou retirez la marque du fichier (gdal_edit.py -colorinterp_%2 undefined) ; si c’est bien une opacité, rien n’est à faire.</translation>
    </message>
    <message>
        <source>Choose the bands to show if these are not the ones (--bands 4,1,2), or mark them in the file (gdal_edit.py -colorinterp_1 red …).</source>
        <translation>Choisissez les bandes à montrer si ce ne sont pas les bonnes (--bands 4,1,2), ou marquez-les dans le fichier (gdal_edit.py -colorinterp_1 red …).</translation>
    </message>
    <message>
        <source>Choose the field that the classes are made of.</source>
        <translation>Choisissez le champ dont les classes sont tirées.</translation>
    </message>
    <message>
        <source>Choose the field that the labels show.</source>
        <translation>Choisissez le champ que montrent les étiquettes.</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>Choisir le fichier</translation>
    </message>
    <message>
        <source>Choose the symbols in the style itself, with a rule or a category for each.</source>
        <translation>Choisissez les symboles dans le style lui-même, avec une règle ou une catégorie pour chacun.</translation>
    </message>
    <message>
        <source>Chosen: %1.</source>
        <translation>Choisi : %1.</translation>
    </message>
    <message>
        <source>Circle</source>
        <translation>Cercle</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Class %1</source>
        <translation>Classe %1</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Classes</translation>
    </message>
    <message>
        <source>Classes that are ground, with commas between</source>
        <translation>Classes du sol, séparées par des virgules</translation>
    </message>
    <message>
        <source>Classes that are shown</source>
        <translation>Classes affichées</translation>
    </message>
    <message>
        <source>Classes, of a sample</source>
        <translation>Classes, d'un échantillon</translation>
    </message>
    <message>
        <source>Classify the points first, or derive the surface only.</source>
        <translation>Classez d’abord les points, ou ne dérivez que la surface.</translation>
    </message>
    <message>
        <source>Click on the map to see features, values and points there</source>
        <translation>Cliquer sur la carte pour y voir objets, valeurs et points</translation>
    </message>
    <message>
        <source>Click where the sample is to be taken.</source>
        <translation>Cliquez là où l'essai doit être pris.</translation>
    </message>
    <message>
        <source>Client &amp;secret:</source>
        <translation>&amp;Secret du client :</translation>
    </message>
    <message>
        <source>Clo&amp;se</source>
        <translation>Fer&amp;mer</translation>
    </message>
    <message>
        <source>Close the file in QGIS and other programs; or have a copy made that holds everything.</source>
        <translation>Fermez le fichier dans QGIS et les autres programmes ; ou faites faire une copie qui contient tout.</translation>
    </message>
    <message>
        <source>Closed, checks begin</source>
        <translation>Fermée, les vérifications commencent</translation>
    </message>
    <message>
        <source>Coarsest level</source>
        <translation>Niveau le plus grossier</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Couleur</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>Colorer par</translation>
    </message>
    <message>
        <source>Colour of the halo</source>
        <translation>Couleur du halo</translation>
    </message>
    <message>
        <source>Colour of the points (RGB)</source>
        <translation>Couleur des points (RVB)</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Colours that stand for heights, from which web maps make relief and shade themselves.</source>
        <translation>Des couleurs qui codent les hauteurs, dont les cartes web tirent elles-mêmes relief et ombrage.</translation>
    </message>
    <message>
        <source>Column, row</source>
        <translation>Colonne, ligne</translation>
    </message>
    <message>
        <source>Compares the files with the MD5 sums that came with them</source>
        <translation>Compare les fichiers aux sommes MD5 livrées avec eux</translation>
    </message>
    <message>
        <source>Compress the file again, so that it is read faster and by all programs.</source>
        <translation>Compressez à nouveau le fichier, pour qu’il soit lu plus vite et par tous les logiciels.</translation>
    </message>
    <message>
        <source>Compressed points are damaged. Copy the file again from its source.</source>
        <translation>Des points compressés sont endommagés. Copiez à nouveau le fichier depuis sa source.</translation>
    </message>
    <message>
        <source>Compression</source>
        <translation>Compression</translation>
    </message>
    <message>
        <source>Computing the classes: %1 of %2 features</source>
        <translation>Calcul des classes : %1 objets sur %2</translation>
    </message>
    <message>
        <source>Computing the classes…</source>
        <translation>Calcul des classes…</translation>
    </message>
    <message>
        <source>Conflict at %1: base %2, mine %3, theirs %4</source>
        <translation>Conflit à %1 : base %2, ici %3, là-bas %4</translation>
    </message>
    <message>
        <source>Conflicts are open. Decide them first.</source>
        <translation>Des conflits sont ouverts. Décidez-les d'abord.</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Contenu</translation>
    </message>
    <message>
        <source>Convert the file with gdal_translate -ot Float32 if the values need more than seven digits.</source>
        <translation>Convertissez le fichier avec gdal_translate -ot Float32 si les valeurs demandent plus de sept chiffres.</translation>
    </message>
    <message>
        <source>Convert the file with gdal_translate -ot, publish it separately, or leave it out.</source>
        <translation>Convertissez le fichier avec gdal_translate -ot, publiez-le à part, ou écartez-le.</translation>
    </message>
    <message>
        <source>Convert the heights of the file, publish it separately, or leave it out.</source>
        <translation>Convertissez les altitudes du fichier, publiez-le à part ou écartez-le.</translation>
    </message>
    <message>
        <source>Convert these files to a format that is read, if they belong to the data.</source>
        <translation>Convertissez ces fichiers dans un format qui est lu, s’ils font partie des données.</translation>
    </message>
    <message>
        <source>Coordinate reference system</source>
        <translation>Système de coordonnées de référence</translation>
    </message>
    <message>
        <source>Coordinate reference systems</source>
        <translation>Systèmes de coordonnées de référence</translation>
    </message>
    <message>
        <source>Coordinates under the cursor are shown in this CRS. The map stays as it is.</source>
        <translation>Les coordonnées sous le curseur sont données dans ce SCR. La carte reste telle quelle.</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Copié : %1</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy all files of that name from the source into the same folder.</source>
        <translation>Copiez tous les fichiers de ce nom depuis la source dans le même dossier.</translation>
    </message>
    <message>
        <source>Copy an address</source>
        <translation>Copier une adresse</translation>
    </message>
    <message>
        <source>Copy co&amp;mmand</source>
        <translation>Copier la co&amp;mmande</translation>
    </message>
    <message>
        <source>Copy the EPT again from its source, or make it again.</source>
        <translation>Copiez à nouveau l’EPT depuis sa source, ou refaites-le.</translation>
    </message>
    <message>
        <source>Copy the file again from its source, or leave it out.</source>
        <translation>Recopiez le fichier depuis sa source, ou écartez-le.</translation>
    </message>
    <message>
        <source>Copy the file again from its source. A repaired copy holds what can still be read; compare its counts.</source>
        <translation>Copiez à nouveau le fichier depuis sa source. Une copie réparée contient ce qui se lit encore ; comparez ses nombres.</translation>
    </message>
    <message>
        <source>Copy the files</source>
        <translation>Copier les fichiers</translation>
    </message>
    <message>
        <source>Copy the missing files, or make the virtual point cloud again.</source>
        <translation>Copiez les fichiers manquants, ou refaites le nuage de points virtuel.</translation>
    </message>
    <message>
        <source>Copy the whole folder again from its source.</source>
        <translation>Copiez à nouveau le dossier entier depuis sa source.</translation>
    </message>
    <message>
        <source>Copy there what it leads to.</source>
        <translation>Copiez à sa place ce vers quoi il mène.</translation>
    </message>
    <message>
        <source>Copy there what the links lead to, if it belongs to the data.</source>
        <translation>Copiez-y ce vers quoi mènent les liens, si cela fait partie des données.</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>Copie</translation>
    </message>
    <message>
        <source>Correct its world file or its georeferencing, or leave the file out.</source>
        <translation>Corrigez son fichier de calage ou son géoréférencement, ou écartez le fichier.</translation>
    </message>
    <message>
        <source>Correct or delete these features.</source>
        <translation>Corrigez ou supprimez ces objets.</translation>
    </message>
    <message>
        <source>Correct or delete these features; a repaired copy leaves them out.</source>
        <translation>Corrigez ou supprimez ces objets ; une copie réparée les laisse de côté.</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Créée</translation>
    </message>
    <message>
        <source>Cross</source>
        <translation>Croix</translation>
    </message>
    <message>
        <source>Cross, turned</source>
        <translation>Croix tournée</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>Seuils</translation>
    </message>
    <message>
        <source>DELETE of an offering ends it at once, for older clients.</source>
        <translation>Le DELETE d'une offre y met fin aussitôt, pour les anciens clients.</translation>
    </message>
    <message>
        <source>DIR</source>
        <translation>DOSSIER</translation>
    </message>
    <message>
        <source>Darkest cells cut off</source>
        <translation>Part des cellules les plus sombres écartées</translation>
    </message>
    <message>
        <source>Dash, dot</source>
        <translation>Tiret, point</translation>
    </message>
    <message>
        <source>Dash, dot, dot</source>
        <translation>Tiret, point, point</translation>
    </message>
    <message>
        <source>Dashes</source>
        <translation>Tirets</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Data folder of the embedded server (TUILERIE_DATA, else the one of your profile).</source>
        <translation>Dossier de données du serveur intégré (TUILERIE_DATA, sinon celui de votre profil).</translation>
    </message>
    <message>
        <source>Data folder; made when it is missing.</source>
        <translation>Dossier de données ; créé s'il manque.</translation>
    </message>
    <message>
        <source>Data in %1 cannot be brought to %2: the shift grid %3, which tells where its datum lies, is not installed.</source>
        <translation>Des données en %1 ne peuvent être converties en %2 : la grille de décalage %3, qui dit où se trouve leur référentiel, n'est pas installée.</translation>
    </message>
    <message>
        <source>Decide each with tuilerie-cli sync resolve --mine or --theirs, then push.</source>
        <translation>Décidez chacun avec tuilerie-cli sync resolve --mine ou --theirs, puis faites un push.</translation>
    </message>
    <message>
        <source>Declare the CRS of the files, such as EPSG:2154.</source>
        <translation>Déclarez le SCR des fichiers, par exemple EPSG:2154.</translation>
    </message>
    <message>
        <source>Declare the coordinate reference system that the file has, or reproject the layer: the Entrepôt wants all layers of an upload in the declared one.</source>
        <translation>Déclarez le système de coordonnées que le fichier a, ou reprojetez la couche : l'Entrepôt veut toutes les couches d'une livraison dans celui qui est déclaré.</translation>
    </message>
    <message>
        <source>Delete it, and have overviews or a mask made again (gdaladdo).</source>
        <translation>Supprimez-le et faites refaire les aperçus ou le masque (gdaladdo).</translation>
    </message>
    <message>
        <source>Delete those that were entered twice (QGIS: Delete duplicate geometries).</source>
        <translation>Supprimez ceux qui ont été saisis deux fois (QGIS : Supprimer les géométries dupliquées).</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Supprimée</translation>
    </message>
    <message>
        <source>Deletes a version that is not shown; the others lose nothing.</source>
        <translation>Supprime une version qui n’est pas montrée ; les autres n’y perdent rien.</translation>
    </message>
    <message>
        <source>Deletes all but the newest N and the one that is shown.</source>
        <translation>Supprime toutes les versions sauf les N plus récentes et celle qui est montrée.</translation>
    </message>
    <message>
        <source>Deliver GeoPackage, Shapefile, GeoJSON, FlatGeobuf, CSV or SQL files.</source>
        <translation>Livrez des fichiers GeoPackage, Shapefile, GeoJSON, FlatGeobuf, CSV ou SQL.</translation>
    </message>
    <message>
        <source>Deliver GeoTIFF, JPEG 2000, or images with world files.</source>
        <translation>Livrez des GeoTIFF, des JPEG 2000, ou des images avec fichiers de calage.</translation>
    </message>
    <message>
        <source>Deliver LAS or LAZ files.</source>
        <translation>Livrez des fichiers LAS ou LAZ.</translation>
    </message>
    <message>
        <source>Deliver it again.</source>
        <translation>Livrez-le de nouveau.</translation>
    </message>
    <message>
        <source>Deliver it.</source>
        <translation>Livrez-le.</translation>
    </message>
    <message>
        <source>Deliver one pyramid in each upload.</source>
        <translation>Livrez une seule pyramide par livraison.</translation>
    </message>
    <message>
        <source>Deliver one pyramid: its descriptor, its list and its slabs.</source>
        <translation>Livrez une seule pyramide : son descripteur, sa liste et ses dalles.</translation>
    </message>
    <message>
        <source>Deliver the data as GeoPackage.</source>
        <translation>Livrez les données en GeoPackage.</translation>
    </message>
    <message>
        <source>Deliver the data themselves: make a GeoTIFF or GeoPackage of them first (gdal_translate, ogr2ogr).</source>
        <translation>Livrez les données elles-mêmes : faites-en d’abord un GeoTIFF ou un GeoPackage (gdal_translate, ogr2ogr).</translation>
    </message>
    <message>
        <source>Deliver the file again, or generate the pyramid again.</source>
        <translation>Livrez le fichier de nouveau, ou générez la pyramide de nouveau.</translation>
    </message>
    <message>
        <source>Deliver the files again, or generate the pyramid again.</source>
        <translation>Livrez à nouveau les fichiers, ou générez à nouveau la pyramide.</translation>
    </message>
    <message>
        <source>Deliver the files again.</source>
        <translation>Livrez à nouveau les fichiers.</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Densité</translation>
    </message>
    <message>
        <source>Deri&amp;ved picture:</source>
        <translation>Image déri&amp;vée :</translation>
    </message>
    <message>
        <source>Describe</source>
        <translation>Décrire</translation>
    </message>
    <message>
        <source>Describe them when the files are exported, publish them separately, or leave the file out.</source>
        <translation>Décrivez-les à l’export, publiez les fichiers à part ou écartez le fichier.</translation>
    </message>
    <message>
        <source>Diagrams cannot be written.</source>
        <translation>Les diagrammes ne peuvent pas être écrits.</translation>
    </message>
    <message>
        <source>Diamond</source>
        <translation>Losange</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Aspect</translation>
    </message>
    <message>
        <source>Distinct colours</source>
        <translation>Couleurs distinctes</translation>
    </message>
    <message>
        <source>Do&amp;wnload as:</source>
        <translation>&amp;Télécharger en :</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fait</translation>
    </message>
    <message>
        <source>Dots</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Téléchargement</translation>
    </message>
    <message>
        <source>Download %1 into the folder %2 (or run: projsync --file %3), then start again.</source>
        <translation>Téléchargez %1 dans le dossier %2 (ou lancez : projsync --file %3), puis recommencez.</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Téléchargements</translation>
    </message>
    <message>
        <source>Drag it or press the arrow keys for another tile, turn the wheel or press + and − for another level.</source>
        <translation>Faites-la glisser ou pressez les flèches pour une autre tuile, tournez la molette ou pressez + et − pour un autre niveau.</translation>
    </message>
    <message>
        <source>Draw a box to zoom to (Shift and drag does the same)</source>
        <translation>Tracer le rectangle où zoomer (Maj et glisser fait de même)</translation>
    </message>
    <message>
        <source>Draw the map again</source>
        <translation>Redessiner la carte</translation>
    </message>
    <message>
        <source>Draw the selected layer above the one before it</source>
        <translation>Dessiner la couche sélectionnée au-dessus de la précédente</translation>
    </message>
    <message>
        <source>Draw the selected layer below the next one</source>
        <translation>Dessiner la couche sélectionnée sous la suivante</translation>
    </message>
    <message>
        <source>Drawing needs more memory than the renderer may use. Ask for a smaller picture or area.</source>
        <translation>Le dessin demande plus de mémoire que le moteur de rendu n'en a le droit. Demandez une image ou une zone plus petite.</translation>
    </message>
    <message>
        <source>Drawing needs more than %1 MiB of memory. Ask for a smaller picture or area.</source>
        <translation>Le dessin demande plus de %1 Mio de mémoire. Demandez une image ou une zone plus petite.</translation>
    </message>
    <message>
        <source>Drawing took longer than %1 seconds. Ask for a smaller area, or give the style scale limits.</source>
        <translation>Le dessin a pris plus de %1 secondes. Demandez une zone plus petite, ou donnez au style des limites d'échelle.</translation>
    </message>
    <message>
        <source>Drawn by</source>
        <translation>Dessiné par</translation>
    </message>
    <message>
        <source>Draws tables in their styles into a ROK4 raster pyramid</source>
        <translation>Dessine des tables dans leurs styles en une pyramide raster ROK4</translation>
    </message>
    <message>
        <source>Drop rasters, vector files, point clouds or a folder of them here,
or choose File ▸ Open Files…</source>
        <translation>Déposez ici des rasters, des fichiers vecteur, des nuages de points ou un dossier,
ou choisissez Fichier ▸ Ouvrir des fichiers…</translation>
    </message>
    <message>
        <source>EPT: a folder of small files</source>
        <translation>EPT : un dossier de petits fichiers</translation>
    </message>
    <message>
        <source>Each invalid geometry gets its valid form of the same kind; a polygon stays a polygon.</source>
        <translation>Chaque géométrie invalide prend sa forme valide de même nature ; un polygone reste un polygone.</translation>
    </message>
    <message>
        <source>Each of “relations” needs the name of a table.</source>
        <translation>Chaque entrée de « relations » demande le nom d'une table.</translation>
    </message>
    <message>
        <source>Each point of %1 has %2 extra bytes that no record describes.</source>
        <translation>Chaque point de %1 porte %2 octets supplémentaires qu’aucun enregistrement ne décrit.</translation>
    </message>
    <message>
        <source>East</source>
        <translation>Est</translation>
    </message>
    <message>
        <source>Edit publication: %1</source>
        <translation>Modifier la publication : %1</translation>
    </message>
    <message>
        <source>Edit publication…</source>
        <translation>Modifier la publication…</translation>
    </message>
    <message>
        <source>Embedded server: %1</source>
        <translation>Serveur intégré : %1</translation>
    </message>
    <message>
        <source>Ends all services of a layer; its pyramid stays unless --delete-data is given.</source>
        <translation>Met fin à tous les services d'une couche ; sa pyramide reste, sauf avec --delete-data.</translation>
    </message>
    <message>
        <source>Ends when no job waits or runs and nobody has called the API for N seconds.</source>
        <translation>S'arrête quand aucun travail n'attend ni ne tourne et que personne n'a appelé l'API depuis N secondes.</translation>
    </message>
    <message>
        <source>Ends when the process that started it has ended.</source>
        <translation>S'arrête quand le processus qui l'a démarré s'est arrêté.</translation>
    </message>
    <message>
        <source>Equal intervals</source>
        <translation>Intervalles égaux</translation>
    </message>
    <message>
        <source>Estimate for each level</source>
        <translation>Estimation par niveau</translation>
    </message>
    <message>
        <source>Estimate: %1.</source>
        <translation>Estimation : %1.</translation>
    </message>
    <message>
        <source>Estimating…</source>
        <translation>Estimation en cours…</translation>
    </message>
    <message>
        <source>Every node of the COPC or EPT is where its hierarchy says</source>
        <translation>Chaque nœud du COPC ou de l'EPT est là où sa hiérarchie le dit</translation>
    </message>
    <message>
        <source>Every slab and tile of the pyramid can be read</source>
        <translation>Chaque dalle et chaque tuile de la pyramide est lisible</translation>
    </message>
    <message>
        <source>Every table that can be read is written anew, with correct system tables, extents and counts.</source>
        <translation>Chaque table lisible est réécrite, avec des tables système, des emprises et des nombres d'objets justes.</translation>
    </message>
    <message>
        <source>Exchange the two origin values in its world file (the last two lines), or export it again with easting first.</source>
        <translation>Échangez les deux valeurs d'origine dans son fichier de calage (les deux dernières lignes), ou exportez-le de nouveau avec l'abscisse en premier.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>Exporter %1</translation>
    </message>
    <message>
        <source>Export it again with easting (or longitude) first, for instance with QGIS's “Swap X and Y coordinates”.</source>
        <translation>Exportez-la à nouveau avec l'est (ou la longitude) d'abord, par exemple avec « Intervertir les coordonnées X et Y » de QGIS.</translation>
    </message>
    <message>
        <source>Export the file again if its coordinate reference system or extra attributes are missing.</source>
        <translation>Exportez à nouveau le fichier s’il lui manque son système de coordonnées ou des attributs supplémentaires.</translation>
    </message>
    <message>
        <source>Export the file again if points may be missing; all that are there are used.</source>
        <translation>Exportez à nouveau le fichier s’il peut manquer des points ; tous ceux qui sont là sont utilisés.</translation>
    </message>
    <message>
        <source>Export the file again, or leave it out.</source>
        <translation>Exportez à nouveau le fichier, ou écartez-le.</translation>
    </message>
    <message>
        <source>Export the file again; points are sorted by time, and these have none.</source>
        <translation>Exportez à nouveau le fichier ; les points sont triés par temps, et ceux-ci n’en ont pas.</translation>
    </message>
    <message>
        <source>Export the files with one type, publish them separately, or leave the file out.</source>
        <translation>Exportez les fichiers avec un seul type, publiez-les à part ou écartez le fichier.</translation>
    </message>
    <message>
        <source>Export the layer again from its source: what was lost is no longer in the file.</source>
        <translation>Exportez à nouveau la couche depuis sa source : ce qui est perdu n'est plus dans le fichier.</translation>
    </message>
    <message>
        <source>Export the table again from its source.</source>
        <translation>Exportez à nouveau la table depuis sa source.</translation>
    </message>
    <message>
        <source>Export the table again, or have a copy made that does not name it.</source>
        <translation>Exportez à nouveau la table, ou faites faire une copie qui ne la nomme pas.</translation>
    </message>
    <message>
        <source>Export the table again; a repaired copy leaves these geometries out.</source>
        <translation>Exportez à nouveau la table ; une copie réparée laisse ces géométries de côté.</translation>
    </message>
    <message>
        <source>Export the tables that hold the data into a new GeoPackage (QGIS or ogr2ogr), and deliver that.</source>
        <translation>Exportez les tables qui portent les données dans un nouveau GeoPackage (QGIS ou ogr2ogr), et livrez celui-ci.</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>Export en cours…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
    </message>
    <message>
        <source>Extent</source>
        <translation>Emprise</translation>
    </message>
    <message>
        <source>Extent in degrees (WGS 84)</source>
        <translation>Emprise en degrés (WGS 84)</translation>
    </message>
    <message>
        <source>F&amp;ile:</source>
        <translation>F&amp;ichier :</translation>
    </message>
    <message>
        <source>F&amp;ormat:</source>
        <translation>F&amp;ormat :</translation>
    </message>
    <message>
        <source>FILE</source>
        <translation>FICHIER</translation>
    </message>
    <message>
        <source>Feature %1</source>
        <translation>Objet %1</translation>
    </message>
    <message>
        <source>Feature %1 of %2 is not there any more: its value has no place.</source>
        <translation>L'objet %1 de %2 n'existe plus : sa valeur n'a pas de place.</translation>
    </message>
    <message>
        <source>Features</source>
        <translation>Objets</translation>
    </message>
    <message>
        <source>Features left out, having no geometry: %1.</source>
        <translation>Objets écartés, faute de géométrie : %1.</translation>
    </message>
    <message>
        <source>Features of a tile at most</source>
        <translation>Nombre maximal d'objets d'une tuile</translation>
    </message>
    <message>
        <source>Features that have no geometry, and their attributes, do not go into the copy.</source>
        <translation>Les objets sans géométrie, et leurs attributs, ne vont pas dans la copie.</translation>
    </message>
    <message>
        <source>Fi&amp;x…</source>
        <translation>C&amp;orriger…</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Champs</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>File with the bearer token, or with a sign-in as JSON: grant (password, client_credentials, authorization_code), realm, client_id, client_secret, username, password.</source>
        <translation>Fichier avec le jeton, ou avec une connexion en JSON : grant (password, client_credentials, authorization_code), realm, client_id, client_secret, username, password.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>Files are sent to the server; the pyramid is made there.</source>
        <translation>Les fichiers sont envoyés au serveur ; la pyramide y est faite.</translation>
    </message>
    <message>
        <source>Files of the data set</source>
        <translation>Fichiers du jeu de données</translation>
    </message>
    <message>
        <source>Files on another server are not compared beforehand.</source>
        <translation>Les fichiers d’un autre serveur ne sont pas comparés à l’avance.</translation>
    </message>
    <message>
        <source>Files or folders to open.</source>
        <translation>Fichiers ou dossiers à ouvrir.</translation>
    </message>
    <message>
        <source>Files overlap, have no order, or do not fit into memory: their points are put into temporary files first.</source>
        <translation>Des fichiers se recouvrent, sont sans ordre ou ne tiennent pas en mémoire : leurs points passent d'abord par des fichiers temporaires.</translation>
    </message>
    <message>
        <source>Files stay apart; the index says where each one is. For very large lots.</source>
        <translation>Les fichiers restent séparés ; l'index dit où se trouve chacun. Pour les très grands lots.</translation>
    </message>
    <message>
        <source>Files stay where they are; the pyramid is made on this computer.</source>
        <translation>Les fichiers restent où ils sont ; la pyramide est faite sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Files that could not be read were left out:</source>
        <translation>Des fichiers illisibles ont été écartés :</translation>
    </message>
    <message>
        <source>Files with waveforms, which COPC cannot hold: %1. Their points are kept, the waveforms are not.</source>
        <translation>Fichiers avec formes d'onde, qu'un COPC ne peut pas contenir : %1. Leurs points sont gardés, pas les formes d'onde.</translation>
    </message>
    <message>
        <source>Files, folders or globs that make up one data set.</source>
        <translation>Fichiers, dossiers ou motifs qui forment un seul jeu de données.</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Remplissage</translation>
    </message>
    <message>
        <source>Fill the column: editing and updates find features by it.</source>
        <translation>Remplissez la colonne : l'édition et les mises à jour retrouvent les objets par elle.</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Filter, for instance "population" &gt; 1000 and "nom" like 'Saint%' – then Enter</source>
        <translation>Filtre, par exemple "population" &gt; 1000 and "nom" like 'Saint%' – puis Entrée</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Constat</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Constats</translation>
    </message>
    <message>
        <source>Finest &amp;level:</source>
        <translation>Niveau le p&amp;lus fin :</translation>
    </message>
    <message>
        <source>Finest level</source>
        <translation>Niveau le plus fin</translation>
    </message>
    <message>
        <source>Font</source>
        <translation>Police</translation>
    </message>
    <message>
        <source>For programs: height = −10000 + (red × 65536 + green × 256 + blue) × 0.1.</source>
        <translation>Pour les programmes : hauteur = −10000 + (rouge × 65536 + vert × 256 + bleu) × 0,1.</translation>
    </message>
    <message>
        <source>For the pictures (WMS, WMTS). Vector tiles are styled by whoever shows them.</source>
        <translation>Pour les images (WMS, WMTS). Les tuiles vecteur sont stylées par qui les affiche.</translation>
    </message>
    <message>
        <source>For the same terrain, choose the ground classes 2, 9 and 66 (--ground-classes 2,9,66).</source>
        <translation>Pour le même terrain, choisissez les classes de sol 2, 9 et 66 (--ground-classes 2,9,66).</translation>
    </message>
    <message>
        <source>For viewers that know no COPC.</source>
        <translation>Pour les visualiseurs qui ne connaissent pas COPC.</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>From %1 to %2, places will be off by nobody knows how much: the shift grid %3 is not installed.</source>
        <translation>De %1 à %2, les positions seront fausses d'une valeur inconnue : la grille de décalage %3 n'est pas installée.</translation>
    </message>
    <message>
        <source>From %1 to %2, places will be off by up to %3 m: the shift grid %4, which would bring them to %5 m, is not installed.</source>
        <translation>De %1 à %2, les positions seront fausses de %3 m au plus : la grille de décalage %4, qui donnerait %5 m, n'est pas installée.</translation>
    </message>
    <message>
        <source>From a file (QML, SLD)…</source>
        <translation>D'un fichier (QML, SLD)…</translation>
    </message>
    <message>
        <source>From afar it is drawn from samples of the files, until an overview of them is made.</source>
        <translation>Vu de loin, il est dessiné à partir d’échantillons des fichiers, en attendant leur aperçu.</translation>
    </message>
    <message>
        <source>From black, the least value, to white, the greatest.</source>
        <translation>Du noir, la plus petite valeur, au blanc, la plus grande.</translation>
    </message>
    <message>
        <source>From green, the least value, over brown to white, the greatest.</source>
        <translation>Du vert, la plus petite valeur, au blanc, la plus grande, en passant par le brun.</translation>
    </message>
    <message>
        <source>From level</source>
        <translation>Du niveau</translation>
    </message>
    <message>
        <source>From scale</source>
        <translation>De l'échelle</translation>
    </message>
    <message>
        <source>Front servers whose X-Forwarded-* headers count; may be given several times.</source>
        <translation>Serveurs frontaux dont les en-têtes X-Forwarded-* comptent ; peut être donné plusieurs fois.</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>Go</translation>
    </message>
    <message>
        <source>Generate a COPC from it, or rename it.</source>
        <translation>Générez-en un COPC, ou renommez-le.</translation>
    </message>
    <message>
        <source>Generate a COPC from it: the points are read without the damaged octree.</source>
        <translation>Générez-en un COPC : les points sont lus sans l’octree endommagé.</translation>
    </message>
    <message>
        <source>Generated</source>
        <translation>Générée</translation>
    </message>
    <message>
        <source>Generation aborted</source>
        <translation>Génération interrompue</translation>
    </message>
    <message>
        <source>Generation failed</source>
        <translation>Échec de la génération</translation>
    </message>
    <message>
        <source>GeoPackage (tiles)</source>
        <translation>GeoPackage (tuiles)</translation>
    </message>
    <message>
        <source>Geometries made multi: %1.</source>
        <translation>Géométries rendues multiples : %1.</translation>
    </message>
    <message>
        <source>Geometries made valid: %1.</source>
        <translation>Géométries rendues valides : %1.</translation>
    </message>
    <message>
        <source>Geometry</source>
        <translation>Géométrie</translation>
    </message>
    <message>
        <source>Give a CRS: /definition?crs=EPSG:2154.</source>
        <translation>Donnez un SCR : /definition?crs=EPSG:2154.</translation>
    </message>
    <message>
        <source>Give each feature a key of its own: editing and updates find features by it.</source>
        <translation>Donnez à chaque objet sa propre clé : l'édition et les mises à jour retrouvent les objets par elle.</translation>
    </message>
    <message>
        <source>Give each feature an id of its own: GeoJSON readers change or drop the later ones.</source>
        <translation>Donnez à chaque objet son propre id : les lecteurs de GeoJSON changent ou perdent les suivants.</translation>
    </message>
    <message>
        <source>Give the file the same nodata value (gdal_edit -a_nodata), or publish with a nodata value that holds for all.</source>
        <translation>Donnez au fichier la même valeur nodata (gdal_edit -a_nodata), ou publiez avec une valeur nodata qui vaut pour tous.</translation>
    </message>
    <message>
        <source>Give the layer a name.</source>
        <translation>Donnez un nom à la couche.</translation>
    </message>
    <message>
        <source>Give the layer a name: --layer NAME.</source>
        <translation>Donnez un nom à la couche : --layer NOM.</translation>
    </message>
    <message>
        <source>Give the number of a line of sync restore --list.</source>
        <translation>Donnez le numéro d'une ligne de sync restore --list.</translation>
    </message>
    <message>
        <source>Give the tile matrix set “%1” with its whole path.</source>
        <translation>Donnez le chemin complet du jeu de matrices de tuiles « %1 ».</translation>
    </message>
    <message>
        <source>Go back to where the map was before</source>
        <translation>Revenir là où était la carte</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Go on without this file? It stays where it is on the disk.

%1</source>
        <translation>Continuer sans ce fichier ? Il reste où il est sur le disque.

%1</translation>
    </message>
    <message>
        <source>Goes on with a publication that another program, such as the desktop, keeps in FILE; PATH and the other options are not needed.</source>
        <translation>Continue une publication qu’un autre programme, comme le bureau, garde dans FILE ; PATH et les autres options sont inutiles.</translation>
    </message>
    <message>
        <source>Goes on with a run that was stopped.</source>
        <translation>Reprend une exécution arrêtée.</translation>
    </message>
    <message>
        <source>Goes on with an unfinished export of the same.</source>
        <translation>Reprend un export inachevé de la même pyramide.</translation>
    </message>
    <message>
        <source>Going on with the processing of an earlier run.</source>
        <translation>Reprise du traitement d'une exécution précédente.</translation>
    </message>
    <message>
        <source>Graduated classes</source>
        <translation>Classes graduées</translation>
    </message>
    <message>
        <source>Graphics behind labels are not drawn.</source>
        <translation>Les graphiques derrière les étiquettes ne sont pas dessinés.</translation>
    </message>
    <message>
        <source>Gray</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Gray is spread to colour and palettes are expanded; check on the sample that the file looks as it should, or leave it out.</source>
        <translation>Le gris est étendu en couleur et les palettes sont développées ; vérifiez sur l'essai que le fichier a l'aspect voulu, ou écartez-le.</translation>
    </message>
    <message>
        <source>Greatest value</source>
        <translation>Valeur maximale</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Vert</translation>
    </message>
    <message>
        <source>Green to blue</source>
        <translation>Vert à bleu</translation>
    </message>
    <message>
        <source>Green to brown</source>
        <translation>Vert à brun</translation>
    </message>
    <message>
        <source>Greens</source>
        <translation>Verts</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Grey stretch</source>
        <translation>Niveaux de gris</translation>
    </message>
    <message>
        <source>Grey stretch, from black to white</source>
        <translation>Niveaux de gris, du noir au blanc</translation>
    </message>
    <message>
        <source>Greys</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Grid, levels and format of the tiles. The sample and the estimate follow each change.</source>
        <translation>Grille, niveaux et format des tuiles. L'essai et l'estimation suivent chaque changement.</translation>
    </message>
    <message>
        <source>Ground</source>
        <translation>Sol</translation>
    </message>
    <message>
        <source>Ground points (class 2)</source>
        <translation>Points sol (classe 2)</translation>
    </message>
    <message>
        <source>Ground:</source>
        <translation>Sol :</translation>
    </message>
    <message>
        <source>Halo</source>
        <translation>Halo</translation>
    </message>
    <message>
        <source>Hand over the files</source>
        <translation>Remise des fichiers</translation>
    </message>
    <message>
        <source>Handing %1 files over by reference.</source>
        <translation>Remise de %1 fichiers par référence.</translation>
    </message>
    <message>
        <source>Have a copy made in which all are multi, or export the layer again with its true type.</source>
        <translation>Faites faire une copie où toutes sont multiples, ou exportez à nouveau la couche avec son vrai type.</translation>
    </message>
    <message>
        <source>Have a copy made in which all are multi.</source>
        <translation>Faites faire une copie où toutes sont multiples.</translation>
    </message>
    <message>
        <source>Have a copy made in which all tables are written anew.</source>
        <translation>Faites faire une copie où toutes les tables sont réécrites.</translation>
    </message>
    <message>
        <source>Have a copy made in which it is called %1.</source>
        <translation>Faites faire une copie où elle s'appelle %1.</translation>
    </message>
    <message>
        <source>Have a copy made in which they are valid, or correct them by hand in QGIS (Check validity, Fix geometries).</source>
        <translation>Faites faire une copie où elles sont valides, ou corrigez-les à la main dans QGIS (Vérifier la validité, Réparer les géométries).</translation>
    </message>
    <message>
        <source>Have a copy made with a new spatial index.</source>
        <translation>Faites faire une copie avec un nouvel index spatial.</translation>
    </message>
    <message>
        <source>Have a copy made with its texts in UTF-8.</source>
        <translation>Faites faire une copie dont les textes sont en UTF-8.</translation>
    </message>
    <message>
        <source>Have a copy made without them, if they should not be there: a map cannot show them.</source>
        <translation>Faites faire une copie sans eux, s'ils ne doivent pas être là : une carte ne peut pas les montrer.</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Hauteur</translation>
    </message>
    <message>
        <source>Heights</source>
        <translation>Hauteurs</translation>
    </message>
    <message>
        <source>Heights of roofs and treetops as measures (float32). Desktop GIS read them, web pages get the picture.</source>
        <translation>Les hauteurs des toits et des cimes comme mesures (float32). Les SIG de bureau les lisent, les pages web reçoivent l'image.</translation>
    </message>
    <message>
        <source>Heights of the ground as measures (float32). Desktop GIS read them, web pages get the picture.</source>
        <translation>Les hauteurs du sol comme mesures (float32). Les SIG de bureau les lisent, les pages web reçoivent l'image.</translation>
    </message>
    <message>
        <source>Hexagon</source>
        <translation>Hexagone</translation>
    </message>
    <message>
        <source>High noise</source>
        <translation>Bruit haut</translation>
    </message>
    <message>
        <source>High vegetation</source>
        <translation>Végétation haute</translation>
    </message>
    <message>
        <source>Hillshade</source>
        <translation>Estompage</translation>
    </message>
    <message>
        <source>Hillshade of the terrain</source>
        <translation>Estompage du terrain</translation>
    </message>
    <message>
        <source>How far to look back (30).</source>
        <translation>Sur combien de jours regarder (30).</translation>
    </message>
    <message>
        <source>How many points each cell holds.</source>
        <translation>Le nombre de points de chaque cellule.</translation>
    </message>
    <message>
        <source>How strongly the ground reflects the laser: a black and white picture.</source>
        <translation>La force avec laquelle le sol renvoie le laser : une image en noir et blanc.</translation>
    </message>
    <message>
        <source>How the values are drawn in maps and web pages. The values themselves stay available beside it.</source>
        <translation>Comment les valeurs sont dessinées sur les cartes et les pages web. Les valeurs elles-mêmes restent disponibles à côté.</translation>
    </message>
    <message>
        <source>How to mend it</source>
        <translation>Comment corriger</translation>
    </message>
    <message>
        <source>How to show progress: auto, json (one object a line) or none.</source>
        <translation>Comment montrer l'avancement : auto, json (un objet par ligne) ou none.</translation>
    </message>
    <message>
        <source>I must be a column of the tile.</source>
        <translation>I doit être une colonne de la tuile.</translation>
    </message>
    <message>
        <source>Id or name of the datastore (the first one of your account).</source>
        <translation>Identifiant ou nom de l'entrepôt (le premier de votre compte).</translation>
    </message>
    <message>
        <source>Identif&amp;y</source>
        <translation>&amp;Identifier</translation>
    </message>
    <message>
        <source>Identify</source>
        <translation>Identifier</translation>
    </message>
    <message>
        <source>Ignored ground</source>
        <translation>Sol ignoré</translation>
    </message>
    <message>
        <source>In %1, %2 calls %3(), which reads or runs what is not in the file.</source>
        <translation>Dans %1, %2 appelle %3(), qui lit ou exécute ce qui n’est pas dans le fichier.</translation>
    </message>
    <message>
        <source>In QGIS, embed the symbol in the style (Embed File), or choose one that QGIS brings along.</source>
        <translation>Dans QGIS, incorporez le symbole au style (« Embarquer un fichier »), ou choisissez-en un que QGIS apporte.</translation>
    </message>
    <message>
        <source>In layers that mix them, single geometries become multi ones of one part.</source>
        <translation>Dans les couches qui les mélangent, les géométries simples deviennent multiples, d'une seule partie.</translation>
    </message>
    <message>
        <source>In the browser</source>
        <translation>Dans le navigateur</translation>
    </message>
    <message>
        <source>In the layer %1 of %2 several features have the same “id”.</source>
        <translation>Dans la couche %1 de %2 plusieurs objets ont le même « id ».</translation>
    </message>
    <message>
        <source>In the layer %1 of %2, %3 feature(s) have a key that another one has (column %4).</source>
        <translation>Dans la couche %1 de %2, %3 objet(s) ont une clé qu'un autre a aussi (colonne %4).</translation>
    </message>
    <message>
        <source>In the layer %1 of %2, %3 feature(s) have no key (column %4).</source>
        <translation>Dans la couche %1 de %2, %3 objet(s) n'ont pas de clé (colonne %4).</translation>
    </message>
    <message>
        <source>In the layer %1 the column %2 is now called %3.</source>
        <translation>Dans la couche %1 la colonne %2 s'appelle maintenant %3.</translation>
    </message>
    <message>
        <source>In the layer %1, %2 feature(s) had the id of an earlier one and have new ids now.</source>
        <translation>Dans la couche %1, %2 objet(s) avaient l’identifiant d’un objet précédent et en ont un nouveau.</translation>
    </message>
    <message>
        <source>In the layer %1, %2 geometry(ies) could not be made valid and are as they were.</source>
        <translation>Dans la couche %1, %2 géométrie(s) n'ont pas pu être rendues valides et sont restées telles quelles.</translation>
    </message>
    <message>
        <source>In the layer %1, %2 geometry(ies) lost their measures (M) when they were made valid.</source>
        <translation>Dans la couche %1, %2 géométrie(s) ont perdu leurs mesures (M) en devenant valides.</translation>
    </message>
    <message>
        <source>In the table %1 of %2, %3 geometry(ies) are not written as GeoPackage has them (first in row %4).</source>
        <translation>Dans la table %1 de %2, %3 géométrie(s) ne sont pas écrites comme dans un GeoPackage (la première à la ligne %4).</translation>
    </message>
    <message>
        <source>In the table %1 of %2, %3 geometry(ies) name another coordinate reference system than the table.</source>
        <translation>Dans la table %1 de %2, %3 géométrie(s) nomment un autre système de coordonnées que la table.</translation>
    </message>
    <message>
        <source>In the table %1, %2 geometry(ies) that cannot be read were left out; their rows stay.</source>
        <translation>Dans la table %1, %2 géométrie(s) illisibles ont été laissées de côté ; leurs lignes restent.</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Information</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspecteur</translation>
    </message>
    <message>
        <source>Intensity</source>
        <translation>Intensité</translation>
    </message>
    <message>
        <source>It exists already or is in use.</source>
        <translation>Cela existe déjà ou est utilisé.</translation>
    </message>
    <message>
        <source>It exists on the server already, or something there still uses it.</source>
        <translation>Cela existe déjà sur le serveur, ou quelque chose l'y utilise encore.</translation>
    </message>
    <message>
        <source>It is tried once more.</source>
        <translation>Un nouvel essai est fait.</translation>
    </message>
    <message>
        <source>It was published already. End it in the list of published layers.</source>
        <translation>Elle était déjà publiée. Mettez-y fin dans la liste des couches publiées.</translation>
    </message>
    <message>
        <source>Its &amp;page:</source>
        <translation>Sa pa&amp;ge :</translation>
    </message>
    <message>
        <source>J must be a row of the tile.</source>
        <translation>J doit être une ligne de la tuile.</translation>
    </message>
    <message>
        <source>JPEG, quality 75</source>
        <translation>JPEG, qualité 75</translation>
    </message>
    <message>
        <source>JPEG, quality 90</source>
        <translation>JPEG, qualité 90</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Travail</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Travaux</translation>
    </message>
    <message>
        <source>Jobs (%1 running)</source>
        <translation>Travaux (%1 en cours)</translation>
    </message>
    <message>
        <source>Jobs are running</source>
        <translation>Des travaux sont en cours</translation>
    </message>
    <message>
        <source>Jobs are still running. They can go on without this window; the next start finds them again. Stopped jobs keep what is done and go on at the next start.</source>
        <translation>Des travaux sont encore en cours. Ils peuvent continuer sans cette fenêtre ; le prochain démarrage les retrouvera. Des travaux arrêtés gardent ce qui est fait et reprennent au prochain démarrage.</translation>
    </message>
    <message>
        <source>Jobs can be listed, and one job shown, paused, resumed or cancelled, or its logs read; "%1" is none of that.</source>
        <translation>Les travaux peuvent être listés, et un travail montré, suspendu, repris ou annulé, ou son journal lu ; "%1" n'est rien de cela.</translation>
    </message>
    <message>
        <source>Keep a &amp;mask of where there are data</source>
        <translation>Garder un &amp;masque des zones renseignées</translation>
    </message>
    <message>
        <source>Keep the original files if the waveforms are needed.</source>
        <translation>Gardez les fichiers d’origine si les formes d’onde sont nécessaires.</translation>
    </message>
    <message>
        <source>Keeping what the work left</source>
        <translation>La conservation de ce que le calcul a laissé</translation>
    </message>
    <message>
        <source>Keeps it in the outbox without asking a server: tuilerie-cli outbox send.</source>
        <translation>Le garde dans la boîte d'envoi sans interroger de serveur : tuilerie-cli outbox send.</translation>
    </message>
    <message>
        <source>Kept in the outbox as number %1: tuilerie-cli outbox send sends it.</source>
        <translation>Gardé dans la boîte d'envoi sous le numéro %1 : tuilerie-cli outbox send l'envoie.</translation>
    </message>
    <message>
        <source>Kept in your profile, in a file that only you can read.</source>
        <translation>Gardé dans votre profil, dans un fichier que vous seul pouvez lire.</translation>
    </message>
    <message>
        <source>Kernel of the resampling</source>
        <translation>Noyau du rééchantillonnage</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Clavier et souris</translation>
    </message>
    <message>
        <source>LAS 1.%1, point format %2</source>
        <translation>LAS 1.%1, format de point %2</translation>
    </message>
    <message>
        <source>LOGIN</source>
        <translation>IDENTIFIANT</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Étiquette</translation>
    </message>
    <message>
        <source>Label priorities are not applied.</source>
        <translation>Les priorités d'étiquettes ne sont pas appliquées.</translation>
    </message>
    <message>
        <source>Label priorities cannot be written.</source>
        <translation>Les priorités d'étiquettes ne peuvent pas être écrites.</translation>
    </message>
    <message>
        <source>Label settings that depend on the feature cannot be written; their plain values are.</source>
        <translation>Les réglages d'étiquettes qui dépendent de l'objet ne peuvent pas être écrits ; leurs valeurs simples le sont.</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Étiquettes</translation>
    </message>
    <message>
        <source>Labels are left out when the map is larger than this.</source>
        <translation>Les étiquettes disparaissent quand la carte est plus grande.</translation>
    </message>
    <message>
        <source>Labels are left out when the map is smaller than this.</source>
        <translation>Les étiquettes disparaissent quand la carte est plus petite.</translation>
    </message>
    <message>
        <source>Labels around points stand at one place in an SLD: right above.</source>
        <translation>Les étiquettes autour des points se tiennent à un seul endroit dans un SLD : juste au-dessus.</translation>
    </message>
    <message>
        <source>Labels placed freely stand at the centre in an SLD.</source>
        <translation>Les étiquettes placées librement se tiennent au centre dans un SLD.</translation>
    </message>
    <message>
        <source>Lanczos: sharpest, slower</source>
        <translation>Lanczos : le plus net, plus lent</translation>
    </message>
    <message>
        <source>Language of the &amp;System</source>
        <translation>&amp;Langue du système</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Couche</translation>
    </message>
    <message>
        <source>Layer “%1” cannot be queried.</source>
        <translation>La couche « %1 » ne peut pas être interrogée.</translation>
    </message>
    <message>
        <source>Layer “%1” has no style “%2”.</source>
        <translation>La couche « %1 » n'a pas de style « %2 ».</translation>
    </message>
    <message>
        <source>Layers of this datastore must begin with %1: name it %1%2.</source>
        <translation>Les couches de cet entrepôt doivent commencer par %1 : nommez-la %1%2.</translation>
    </message>
    <message>
        <source>Layers that name no coordinate reference system get the chosen one; no coordinate is changed.</source>
        <translation>Les couches sans système de coordonnées prennent celui choisi ; aucune coordonnée n'est changée.</translation>
    </message>
    <message>
        <source>Least to greatest</source>
        <translation>Du minimum au maximum</translation>
    </message>
    <message>
        <source>Least value</source>
        <translation>Valeur minimale</translation>
    </message>
    <message>
        <source>Leave It Out</source>
        <translation>L'écarter</translation>
    </message>
    <message>
        <source>Leave Running</source>
        <translation>Les laisser continuer</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Ne rien faire</translation>
    </message>
    <message>
        <source>Leave one of the two out: every point would be there twice.</source>
        <translation>Écartez l’un des deux : chaque point serait en double.</translation>
    </message>
    <message>
        <source>Leave out a file</source>
        <translation>Écarter un fichier</translation>
    </message>
    <message>
        <source>Leave out features without geometry</source>
        <translation>Écarter les objets sans géométrie</translation>
    </message>
    <message>
        <source>Leave the file out, or export it again.</source>
        <translation>Écartez le fichier, ou exportez-le de nouveau.</translation>
    </message>
    <message>
        <source>Leave the file out, or put a whole one in its place.</source>
        <translation>Écartez le fichier, ou mettez-en un entier à sa place.</translation>
    </message>
    <message>
        <source>Leave the file out.</source>
        <translation>Écartez le fichier.</translation>
    </message>
    <message>
        <source>Leave the layer out, or export it again.</source>
        <translation>Écartez la couche, ou exportez-la de nouveau.</translation>
    </message>
    <message>
        <source>Leave this file &amp;out…</source>
        <translation>&amp;Écarter ce fichier…</translation>
    </message>
    <message>
        <source>Leaves out files that cannot be read, with a warning each</source>
        <translation>Laisse de côté les fichiers illisibles, avec un avertissement pour chacun</translation>
    </message>
    <message>
        <source>Leaves the checks on this machine out; the server has its own.</source>
        <translation>Omet les contrôles sur cette machine ; le serveur a les siens.</translation>
    </message>
    <message>
        <source>Leaves the checks out; they cost little and save much.</source>
        <translation>Omet les contrôles ; ils coûtent peu et épargnent beaucoup.</translation>
    </message>
    <message>
        <source>Left out of the dump, because its statements are not run: %1 (%2).</source>
        <translation>Laissés de côté dans le dump, dont les instructions ne sont pas exécutées : %1 (%2).</translation>
    </message>
    <message>
        <source>Left out, because they are hidden: %1.</source>
        <translation>Laissés de côté, car ils sont cachés : %1.</translation>
    </message>
    <message>
        <source>Left out, because they are links that lead nowhere: %1.</source>
        <translation>Laissés de côté, car ce sont des liens qui ne mènent nulle part : %1.</translation>
    </message>
    <message>
        <source>Left out, because they are links to a folder that they lie in: %1.</source>
        <translation>Laissés de côté, car ce sont des liens vers un dossier qui les contient : %1.</translation>
    </message>
    <message>
        <source>Left out, because they are links to what is there already: %1.</source>
        <translation>Laissés de côté, car ce sont des liens vers ce qui est déjà là : %1.</translation>
    </message>
    <message>
        <source>Left out, because they are no data that this program knows: %1.</source>
        <translation>Laissés de côté, car ce ne sont pas des données que ce programme connaît : %1.</translation>
    </message>
    <message>
        <source>Left out, because they are pipes, sockets or devices: %1.</source>
        <translation>Laissés de côté, car ce sont des tubes, des sockets ou des périphériques : %1.</translation>
    </message>
    <message>
        <source>Left out, because they are pyramids and no data to make one from: %1.</source>
        <translation>Laissés de côté, car ce sont des pyramides et non des données dont en faire une : %1.</translation>
    </message>
    <message>
        <source>Left out, because they may repeat the data that lie beside them: %1. Name them, too, if they belong to the data.</source>
        <translation>Laissés de côté, parce qu'ils répètent peut-être les données voisines : %1. Nommez-les aussi s'ils font partie des données.</translation>
    </message>
    <message>
        <source>Left out, because they repeat files that lie beside them: %1.</source>
        <translation>Laissés de côté, car ils répètent des fichiers qui se trouvent à côté d’eux : %1.</translation>
    </message>
    <message>
        <source>Left out, because this program cannot read their format: %1.</source>
        <translation>Laissés de côté, car ce programme ne sait pas lire leur format : %1.</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Le laisser continuer</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Level %1 is taken from two pyramids. Give disjoint ranges.</source>
        <translation>Le niveau %1 est pris dans deux pyramides. Donnez des plages disjointes.</translation>
    </message>
    <message>
        <source>Level %1 of %2 has %3 × %4 pixels, more than a TIFF can have. Export a coarser one (--level).</source>
        <translation>Le niveau %1 de %2 a %3 × %4 pixels, plus qu'un TIFF n'en peut avoir. Exportez un niveau moins fin (--level).</translation>
    </message>
    <message>
        <source>Level %1 would have more than %2 slabs: the data cover too much for it. Choose a coarser bottom level.</source>
        <translation>Le niveau %1 aurait plus de %2 dalles : les données couvrent trop d'espace pour lui. Choisissez un niveau bas plus grossier.</translation>
    </message>
    <message>
        <source>Level %1, column %2, row %3</source>
        <translation>Niveau %1, colonne %2, ligne %3</translation>
    </message>
    <message>
        <source>Level %1: %2 of %3 tiles met the limit of %4 features or %5 kB; detail was reduced, %6 features were left out of them.</source>
        <translation>Niveau %1 : %2 tuiles sur %3 ont atteint la limite de %4 objets ou %5 ko ; le détail a été réduit, %6 objets en ont été laissés de côté.</translation>
    </message>
    <message>
        <source>Level of the sample</source>
        <translation>Niveau de l'essai</translation>
    </message>
    <message>
        <source>Levels</source>
        <translation>Niveaux</translation>
    </message>
    <message>
        <source>Levels %1 to %2 of %3, %4 tables, %5 workers.</source>
        <translation>Niveaux %1 à %2 de %3, %4 tables, %5 ouvriers.</translation>
    </message>
    <message>
        <source>Levels %1 to %2 of %3: %4 slabs, %5 tiles, %6 workers.</source>
        <translation>Niveaux %1 à %2 de %3 : %4 dalles, %5 tuiles, %6 ouvriers.</translation>
    </message>
    <message>
        <source>Levels %1 to %2, at most %3 tiles.</source>
        <translation>Niveaux %1 à %2, au plus %3 tuiles.</translation>
    </message>
    <message>
        <source>Levels of each table</source>
        <translation>Niveaux de chaque table</translation>
    </message>
    <message>
        <source>Light from the north-west, 45° above the horizon.</source>
        <translation>Lumière du nord-ouest, à 45° au-dessus de l’horizon.</translation>
    </message>
    <message>
        <source>Line %1 is not an MD5 sum and a path.</source>
        <translation>La ligne %1 n'est pas une somme MD5 et un chemin.</translation>
    </message>
    <message>
        <source>Line %1 of the pyramid's list file is neither a root nor a slab. Generate the list again.</source>
        <translation>La ligne %1 du fichier de liste de la pyramide n'est ni une racine ni une dalle. Générez la liste de nouveau.</translation>
    </message>
    <message>
        <source>Line %1 of the style: %2</source>
        <translation>Ligne %1 du style : %2</translation>
    </message>
    <message>
        <source>Linear: soft</source>
        <translation>Linéaire : doux</translation>
    </message>
    <message>
        <source>Linking</source>
        <translation>Création d’un lien</translation>
    </message>
    <message>
        <source>Lists the jobs of the server; shows, pauses, resumes or cancels one.</source>
        <translation>Liste les travaux du serveur ; en montre, suspend, reprend ou annule un.</translation>
    </message>
    <message>
        <source>Lists the published layers with their addresses.</source>
        <translation>Liste les couches publiées avec leurs adresses.</translation>
    </message>
    <message>
        <source>Lists the pyramids that a layer has had, newest first; deletes some.</source>
        <translation>Liste les pyramides d’une couche, la plus récente d’abord ; en supprime.</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Charger</translation>
    </message>
    <message>
        <source>Load a style</source>
        <translation>Charger un style</translation>
    </message>
    <message>
        <source>Locking the journal</source>
        <translation>Verrouillage du journal</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Journal</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aspect</translation>
    </message>
    <message>
        <source>Look at it on the map for points at impossible places.</source>
        <translation>Cherchez sur la carte des points à des endroits impossibles.</translation>
    </message>
    <message>
        <source>Look at it on the map for strips that are there several times.</source>
        <translation>Cherchez sur la carte des bandes présentes plusieurs fois.</translation>
    </message>
    <message>
        <source>Look at it on the map: water and the border of a survey are empty, lost strips are too.</source>
        <translation>Regardez-la sur la carte : l’eau et le bord d’un levé sont vides, des bandes perdues aussi.</translation>
    </message>
    <message>
        <source>Look at it on the map; if it is at the wrong place, correct its coordinate reference system or its world file.</source>
        <translation>Regardez-le sur la carte ; s'il est au mauvais endroit, corrigez son système de coordonnées ou son fichier de calage.</translation>
    </message>
    <message>
        <source>Look at it on the map; if it is at the wrong place, correct its coordinate reference system.</source>
        <translation>Regardez-le sur la carte ; s'il est au mauvais endroit, corrigez son système de coordonnées.</translation>
    </message>
    <message>
        <source>Look at the data on the map; if they are at the wrong place, export the file again with one of the two.</source>
        <translation>Regardez les données sur la carte ; si elles sont mal placées, exportez à nouveau le fichier avec un seul des deux.</translation>
    </message>
    <message>
        <source>Look at the whole on the map: files may be missing or shifted.</source>
        <translation>Regardez l'ensemble sur la carte : des fichiers manquent peut-être ou sont décalés.</translation>
    </message>
    <message>
        <source>Look at them on the map: impossible coordinates should be filtered out; otherwise the points are used where they are.</source>
        <translation>Regardez-les sur la carte : des coordonnées impossibles devraient être filtrées ; sinon les points sont utilisés là où ils sont.</translation>
    </message>
    <message>
        <source>Look at them on the map; delete or move those that are at the wrong place.</source>
        <translation>Regardez-les sur la carte ; supprimez ou déplacez ceux qui sont au mauvais endroit.</translation>
    </message>
    <message>
        <source>Look at these values in the result; export the layer again from its source where they are wrong.</source>
        <translation>Regardez ces valeurs dans le résultat ; exportez de nouveau la couche depuis sa source là où elles sont fausses.</translation>
    </message>
    <message>
        <source>Looks at rasters, checks them and publishes them as map services.</source>
        <translation>Regarde des rasters, les contrôle et les publie comme services cartographiques.</translation>
    </message>
    <message>
        <source>Low noise</source>
        <translation>Bruit bas</translation>
    </message>
    <message>
        <source>Low vegetation</source>
        <translation>Végétation basse</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>Mo</translation>
    </message>
    <message>
        <source>MD5 sums</source>
        <translation>Sommes MD5</translation>
    </message>
    <message>
        <source>Make a pyramid of the selected data set and publish it</source>
        <translation>Faire une pyramide du jeu de données sélectionné et la publier</translation>
    </message>
    <message>
        <source>Make all geometries multi</source>
        <translation>Rendre toutes les géométries multiples</translation>
    </message>
    <message>
        <source>Make geometries valid</source>
        <translation>Rendre les géométries valides</translation>
    </message>
    <message>
        <source>Make it again with gdalbuildvrt, from the files themselves.</source>
        <translation>Refaites-le avec gdalbuildvrt, à partir des fichiers eux-mêmes.</translation>
    </message>
    <message>
        <source>Make it again with gdalbuildvrt.</source>
        <translation>Refaites-le avec gdalbuildvrt.</translation>
    </message>
    <message>
        <source>Make one virtual point cloud for each coordinate reference system.</source>
        <translation>Faites un nuage de points virtuel par système de coordonnées.</translation>
    </message>
    <message>
        <source>Make the pyramid</source>
        <translation>Fabrication de la pyramide</translation>
    </message>
    <message>
        <source>Make the virtual point cloud again from its tiles.</source>
        <translation>Refaites le nuage de points virtuel à partir de ses dalles.</translation>
    </message>
    <message>
        <source>Make the zip again with the data alone, or deliver its files.</source>
        <translation>Refaites le zip avec les données seules, ou livrez ses fichiers.</translation>
    </message>
    <message>
        <source>Makes a COPC, or a VPC of COPCs, from the point clouds of an upload</source>
        <translation>Fait un COPC, ou un VPC de COPC, des nuages de points d'une livraison</translation>
    </message>
    <message>
        <source>Makes a ROK4 pyramid from the rasters of an upload</source>
        <translation>Fait une pyramide ROK4 des rasters d'une livraison</translation>
    </message>
    <message>
        <source>Makes a ROK4 pyramid of vector tiles from a database</source>
        <translation>Fait une pyramide ROK4 de tuiles vecteur à partir d'une base de données</translation>
    </message>
    <message>
        <source>Makes a pyramid of rasters, vector data or point clouds.</source>
        <translation>Fait une pyramide de rasters, de données vecteur ou de nuages de points.</translation>
    </message>
    <message>
        <source>Makes a raster of point clouds: terrain, surface, hillshade, intensity or density.</source>
        <translation>Tire un raster de nuages de points : terrain, surface, estompage, intensité ou densité.</translation>
    </message>
    <message>
        <source>Makes a terrain, surface, hillshade, intensity or density raster from point clouds, and its ROK4 pyramid</source>
        <translation>Tire de nuages de points un raster de terrain, de surface, d'estompage, d'intensité ou de densité, et en fait la pyramide ROK4</translation>
    </message>
    <message>
        <source>Makes all again, not only what the changed files are seen in.</source>
        <translation>Recalcule tout, et pas seulement ce que touchent les fichiers changés.</translation>
    </message>
    <message>
        <source>Makes an EPT from the point clouds of an upload</source>
        <translation>Fait un EPT des nuages de points d'une livraison</translation>
    </message>
    <message>
        <source>Makes pyramids on the server and publishes them as WMTS, TMS, WMS and downloads.</source>
        <translation>Fait des pyramides sur le serveur et les publie en WMTS, TMS, WMS et téléchargement.</translation>
    </message>
    <message>
        <source>Makes the version; the layer goes on showing the one before until switch.</source>
        <translation>Calcule la version ; la couche montre toujours la précédente jusqu’à switch.</translation>
    </message>
    <message>
        <source>Making the folder</source>
        <translation>Création du dossier</translation>
    </message>
    <message>
        <source>Making the journal's folder</source>
        <translation>Création du dossier du journal</translation>
    </message>
    <message>
        <source>Making “%1” again.</source>
        <translation>Nouvelle production de « %1 ».</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Map &amp;CRS…</source>
        <translation>&amp;SCR de la carte…</translation>
    </message>
    <message>
        <source>Mapbox GL: %1</source>
        <translation>Mapbox GL : %1</translation>
    </message>
    <message>
        <source>Maps are drawn as PNG, JPG or JPG90, not as %1.</source>
        <translation>Les cartes sont dessinées en PNG, JPG ou JPG90, pas en %1.</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Masque</translation>
    </message>
    <message>
        <source>Medium vegetation</source>
        <translation>Végétation moyenne</translation>
    </message>
    <message>
        <source>Memory to use at most, in MiB</source>
        <translation>Mémoire à utiliser au plus, en Mio</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Méthode</translation>
    </message>
    <message>
        <source>Millimetres</source>
        <translation>Millimètres</translation>
    </message>
    <message>
        <source>Model key point</source>
        <translation>Point clé du modèle</translation>
    </message>
    <message>
        <source>More checks begin</source>
        <translation>D'autres vérifications commencent</translation>
    </message>
    <message>
        <source>Move &amp;Down</source>
        <translation>&amp;Descendre</translation>
    </message>
    <message>
        <source>Move &amp;Up</source>
        <translation>&amp;Monter</translation>
    </message>
    <message>
        <source>Multiply the colours by 257 when the file is exported; they are kept as they are here.</source>
        <translation>Multipliez les couleurs par 257 à l’export ; elles sont conservées ici telles quelles.</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>NOM</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Name each table.</source>
        <translation>Nommez chaque table.</translation>
    </message>
    <message>
        <source>Name of the file, without ending (that of the stored data)</source>
        <translation>Nom du fichier, sans extension (celui de la donnée stockée)</translation>
    </message>
    <message>
        <source>Name of the layer: letters without accents, digits, _ - and</source>
        <translation>Nom de la couche : lettres sans accents, chiffres, _ - et</translation>
    </message>
    <message>
        <source>Name one job: jobs %1 ID.</source>
        <translation>Nommez un travail : jobs %1 ID.</translation>
    </message>
    <message>
        <source>Name one layer.</source>
        <translation>Nommez une couche.</translation>
    </message>
    <message>
        <source>Name one pyramid: the .json file of a ROK4 pyramid, a COPC, a VPC or an EPT.</source>
        <translation>Nommez une pyramide : le fichier .json d'une pyramide ROK4, un COPC, un VPC ou un EPT.</translation>
    </message>
    <message>
        <source>Name one pyramid: the .json file of a ROK4 pyramid.</source>
        <translation>Nommez une pyramide : le fichier .json d'une pyramide ROK4.</translation>
    </message>
    <message>
        <source>Name the columns of the coordinates, or the one of the geometry, one of these: %1.</source>
        <translation>Donnez aux colonnes des coordonnées, ou à celle de la géométrie, l’un de ces noms : %1.</translation>
    </message>
    <message>
        <source>Name the files or folders of the pyramid.</source>
        <translation>Nommez les fichiers ou dossiers de la pyramide.</translation>
    </message>
    <message>
        <source>Name the files or folders to check.</source>
        <translation>Nommez les fichiers ou dossiers à contrôler.</translation>
    </message>
    <message>
        <source>Name the files or folders to look at.</source>
        <translation>Nommez les fichiers ou dossiers à regarder.</translation>
    </message>
    <message>
        <source>Name the files or folders to make the pyramid from.</source>
        <translation>Nommez les fichiers ou dossiers dont faire la pyramide.</translation>
    </message>
    <message>
        <source>Name the files or folders to publish.</source>
        <translation>Nommez les fichiers ou dossiers à publier.</translation>
    </message>
    <message>
        <source>Name the files, the folder or the pyramid to publish.</source>
        <translation>Nommez les fichiers, le dossier ou la pyramide à publier.</translation>
    </message>
    <message>
        <source>Name the layer and the version: its id or its number in versions LAYER.</source>
        <translation>Nommez la couche et la version : son identifiant ou son numéro dans versions LAYER.</translation>
    </message>
    <message>
        <source>Name the layer, and the version if it is not the one before.</source>
        <translation>Nommez la couche, et la version si ce n'est pas la précédente.</translation>
    </message>
    <message>
        <source>Name the layer, then the files, the folder or the pyramid of its new data.</source>
        <translation>Nommez la couche, puis les fichiers, le dossier ou la pyramide de ses nouvelles données.</translation>
    </message>
    <message>
        <source>Name the point clouds to make the raster from.</source>
        <translation>Nommez les nuages de points dont tirer le raster.</translation>
    </message>
    <message>
        <source>Name the pyramid's .json file and the file to write.</source>
        <translation>Nommez le fichier .json de la pyramide et le fichier à écrire.</translation>
    </message>
    <message>
        <source>Natural breaks</source>
        <translation>Seuils naturels</translation>
    </message>
    <message>
        <source>Nearest: keeps values, for classes</source>
        <translation>Plus proche voisin : garde les valeurs, pour les classes</translation>
    </message>
    <message>
        <source>Needed when the pyramid will be updated or merged with another one; costs little.</source>
        <translation>Nécessaire si la pyramide doit être mise à jour ou fusionnée avec une autre ; coûte peu.</translation>
    </message>
    <message>
        <source>Never classified</source>
        <translation>Jamais classé</translation>
    </message>
    <message>
        <source>No CRS</source>
        <translation>Sans SCR</translation>
    </message>
    <message>
        <source>No CRS has all these words.</source>
        <translation>Aucun SCR ne contient tous ces mots.</translation>
    </message>
    <message>
        <source>No column of %1 says where its lines are, so that a map cannot show them.</source>
        <translation>Aucune colonne de %1 ne dit où se trouvent ses lignes : une carte ne peut pas les montrer.</translation>
    </message>
    <message>
        <source>No coordinate reference system is known as %1.</source>
        <translation>Aucun système de coordonnées n'est connu sous %1.</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>Nodata</translation>
    </message>
    <message>
        <source>No data in this tile.</source>
        <translation>Pas de données dans cette tuile.</translation>
    </message>
    <message>
        <source>No data were found to stretch to 8 bits. Keep them as FLOAT32.</source>
        <translation>Aucune donnée n'a été trouvée à étirer sur 8 bits. Gardez-les en FLOAT32.</translation>
    </message>
    <message>
        <source>No features in this tile.</source>
        <translation>Aucun objet dans cette tuile.</translation>
    </message>
    <message>
        <source>No file matches %1. Check the pattern.</source>
        <translation>Aucun fichier ne correspond à %1. Vérifiez le motif.</translation>
    </message>
    <message>
        <source>No file was given. Name a file, a folder or a pattern.</source>
        <translation>Aucun fichier n'a été donné. Nommez un fichier, un dossier ou un motif.</translation>
    </message>
    <message>
        <source>No finding names a repair: no copy was written.</source>
        <translation>Aucun constat ne nomme de réparation : aucune copie n'a été écrite.</translation>
    </message>
    <message>
        <source>No finding names these repairs: no copy was written.</source>
        <translation>Aucun constat ne nomme ces réparations : aucune copie n'a été écrite.</translation>
    </message>
    <message>
        <source>No jobs yet. Publish data and its job shows here.</source>
        <translation>Pas encore de travaux. Publiez des données et leur travail apparaîtra ici.</translation>
    </message>
    <message>
        <source>No layer has all these words.</source>
        <translation>Aucune couche n'a tous ces mots.</translation>
    </message>
    <message>
        <source>No layer is published. Publish one: tuilerie-cli publish PATH... --layer NAME.</source>
        <translation>Aucune couche n'est publiée. Publiez-en une : tuilerie-cli publish CHEMIN... --layer NOM.</translation>
    </message>
    <message>
        <source>No layer of the Mapbox GL style is for the table “%1” and its %2. Its source layers are: %3.</source>
        <translation>Aucune couche du style Mapbox GL n'est pour la table « %1 » et ses %2. Ses couches sources sont : %3.</translation>
    </message>
    <message>
        <source>No permission for %1. Choose another place or ask for the right.</source>
        <translation>Pas d'autorisation pour %1. Choisissez un autre endroit ou demandez le droit.</translation>
    </message>
    <message>
        <source>No point can be used: all are noise (classes 7 and 18), withheld or later returns; the files hold %1.</source>
        <translation>Aucun point n'est utilisable : tous sont du bruit (classes 7 et 18), retirés ou des retours suivants ; les fichiers contiennent %1.</translation>
    </message>
    <message>
        <source>No point is classified as ground (class 2): a terrain model cannot be derived.</source>
        <translation>Aucun point n’est classé sol (classe 2) : aucun modèle de terrain ne peut en être dérivé.</translation>
    </message>
    <message>
        <source>No program can listen on 127.0.0.1 port %1 for the sign-in's answer. Choose another redirect_port.</source>
        <translation>Aucun programme ne peut écouter sur 127.0.0.1 port %1 la réponse de la connexion. Choisissez un autre redirect_port.</translation>
    </message>
    <message>
        <source>No renderer can be started now. Try again in a moment.</source>
        <translation>Aucun moteur de rendu ne peut démarrer maintenant. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>No safe connection to %1: its certificate is not trusted. Check the date of this machine and the certificate.</source>
        <translation>Pas de connexion sûre à %1 : son certificat n'est pas reconnu. Vérifiez la date de cette machine et le certificat.</translation>
    </message>
    <message>
        <source>No server answers at %1. Check the address and whether the server runs.</source>
        <translation>Aucun serveur ne répond à %1. Vérifiez l'adresse et que le serveur fonctionne.</translation>
    </message>
    <message>
        <source>No source is given. Name a GeoPackage, a Shapefile, a GeoJSON, a FlatGeobuf or a CSV file.</source>
        <translation>Aucune source n'est donnée. Nommez un GeoPackage, un Shapefile, un GeoJSON, un FlatGeobuf ou un CSV.</translation>
    </message>
    <message>
        <source>No source is given. Name a file or a folder.</source>
        <translation>Aucune source n'est donnée. Nommez un fichier ou un dossier.</translation>
    </message>
    <message>
        <source>No source is given. Name a file, a folder or a VRT.</source>
        <translation>Aucune source n'est donnée. Nommez un fichier, un dossier ou un VRT.</translation>
    </message>
    <message>
        <source>No source lies within the grid %1. Choose a grid of the sources' region.</source>
        <translation>Aucune source n'est dans la grille %1. Choisissez une grille de la région des sources.</translation>
    </message>
    <message>
        <source>No style is stored for the table of “%1”.</source>
        <translation>Aucun style n'est stocké pour la table de « %1 ».</translation>
    </message>
    <message>
        <source>No table of these files has a geometry. Add a file that has one.</source>
        <translation>Aucune table de ces fichiers n'a de géométrie. Ajoutez un fichier qui en a une.</translation>
    </message>
    <message>
        <source>No table to draw is given.</source>
        <translation>Aucune table à dessiner n'est donnée.</translation>
    </message>
    <message>
        <source>No&amp;data:</source>
        <translation>No&amp;data :</translation>
    </message>
    <message>
        <source>Nobody signed in within five minutes. Try again.</source>
        <translation>Personne ne s'est connecté en cinq minutes. Recommencez.</translation>
    </message>
    <message>
        <source>Nodata has %1 numbers for %2 bands.</source>
        <translation>Le nodata a %1 nombres pour %2 bandes.</translation>
    </message>
    <message>
        <source>Nodata is one number for each band, with commas between them, such as 255,255,255.</source>
        <translation>Le nodata est un nombre par bande, séparés par des virgules, comme 255,255,255.</translation>
    </message>
    <message>
        <source>Nodes</source>
        <translation>Nœuds</translation>
    </message>
    <message>
        <source>Nodes of the pyramid</source>
        <translation>Nœuds de la pyramide</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>None (values as they are)</source>
        <translation>Aucun (valeurs brutes)</translation>
    </message>
    <message>
        <source>None of the files holds a point: there is no pyramid to make.</source>
        <translation>Aucun des fichiers ne contient de point : il n'y a pas de pyramide à faire.</translation>
    </message>
    <message>
        <source>None of the point cloud files of %1 can be read.</source>
        <translation>Aucun des fichiers de nuages de points de %1 n'est lisible.</translation>
    </message>
    <message>
        <source>None: download only</source>
        <translation>Aucune : téléchargement seulement</translation>
    </message>
    <message>
        <source>North</source>
        <translation>Nord</translation>
    </message>
    <message>
        <source>Not everything could be removed from the server: %1</source>
        <translation>Tout n'a pas pu être retiré du serveur : %1</translation>
    </message>
    <message>
        <source>Not everything is back</source>
        <translation>Tout n’a pas été rouvert</translation>
    </message>
    <message>
        <source>Not on this server</source>
        <translation>Pas sur ce serveur</translation>
    </message>
    <message>
        <source>Nothing can be written to %1. Choose another folder for the copy.</source>
        <translation>Rien ne peut être écrit dans %1. Choisissez un autre dossier pour la copie.</translation>
    </message>
    <message>
        <source>Nothing is kept under the number %1. Look at the list of sync restore --list.</source>
        <translation>Rien n'est gardé sous le numéro %1. Consultez la liste de sync restore --list.</translation>
    </message>
    <message>
        <source>Nothing is published yet.</source>
        <translation>Rien n'est encore publié.</translation>
    </message>
    <message>
        <source>Nothing lies there.</source>
        <translation>Rien ne se trouve là.</translation>
    </message>
    <message>
        <source>Nothing need be done where both show the same; the later file in the list lies on top. Otherwise leave one of them out.</source>
        <translation>Rien à faire là où les deux montrent la même chose ; le dernier fichier de la liste est au-dessus. Sinon écartez l'un des deux.</translation>
    </message>
    <message>
        <source>Nothing need be done where half a cell does not matter; otherwise align the files with gdalwarp -tap.</source>
        <translation>Rien à faire si une demi-cellule n'a pas d'importance ; sinon alignez les fichiers avec gdalwarp -tap.</translation>
    </message>
    <message>
        <source>Nothing need be done where overlapping files show the same.</source>
        <translation>Rien à faire là où les fichiers qui se recouvrent montrent la même chose.</translation>
    </message>
    <message>
        <source>Nothing needs doing for a picture; make the values with gdal_translate -unscale if they are measures.</source>
        <translation>Il n'y a rien à faire pour une image ; calculez les valeurs avec gdal_translate -unscale si ce sont des mesures.</translation>
    </message>
    <message>
        <source>Nothing needs doing for a picture; where the numbers count, ask for FLOAT32 samples.</source>
        <translation>Il n'y a rien à faire pour une image ; si les nombres comptent, demandez des échantillons FLOAT32.</translation>
    </message>
    <message>
        <source>Nothing needs doing for this program's servers. For the form, cut the data into several files, or deliver through the API.</source>
        <translation>Rien à faire pour les serveurs de ce programme. Pour le formulaire, découpez les données en plusieurs fichiers, ou livrez par l'API.</translation>
    </message>
    <message>
        <source>Nothing needs doing, if they are not to be published.</source>
        <translation>Rien à faire, si elles ne doivent pas être publiées.</translation>
    </message>
    <message>
        <source>Nothing needs doing, unless it belongs to the data.</source>
        <translation>Il n’y a rien à faire, sauf s’il fait partie des données.</translation>
    </message>
    <message>
        <source>Nothing needs doing, unless they belong to the data.</source>
        <translation>Il n’y a rien à faire, sauf s’ils font partie des données.</translation>
    </message>
    <message>
        <source>Nothing needs doing.</source>
        <translation>Rien à faire.</translation>
    </message>
    <message>
        <source>Nothing needs doing: the table is brought into the declared one.</source>
        <translation>Il n’y a rien à faire : la table est amenée dans le système déclaré.</translation>
    </message>
    <message>
        <source>Nothing needs doing: they are data sets of their own.</source>
        <translation>Rien à faire : ce sont d’autres jeux de données.</translation>
    </message>
    <message>
        <source>Nothing needs doing; put a height that must be seen into a column.</source>
        <translation>Rien à faire ; mettez dans une colonne une hauteur qui doit se voir.</translation>
    </message>
    <message>
        <source>Nothing needs doing; take them out of the file if the stored numbers are meant (gdal_edit.py -scale 1 -offset 0).</source>
        <translation>Il n'y a rien à faire ; retirez-les du fichier si ce sont les nombres stockés qui comptent (gdal_edit.py -scale 1 -offset 0).</translation>
    </message>
    <message>
        <source>Nothing of this style can be said in SLD 1.0.0. %1</source>
        <translation>Rien de ce style ne peut se dire en SLD 1.0.0. %1</translation>
    </message>
    <message>
        <source>Nothing opened yet</source>
        <translation>Rien n'a encore été ouvert</translation>
    </message>
    <message>
        <source>Nothing to do for flight strips; if these are tiles, check that none is there twice. Overlaps need temporary disk space.</source>
        <translation>Rien à faire pour des bandes de vol ; si ce sont des dalles, vérifiez qu’aucune n’est en double. Les recouvrements demandent de l’espace disque temporaire.</translation>
    </message>
    <message>
        <source>Nothing to do for this file alone; together with others, its points move by up to half a step.</source>
        <translation>Rien à faire pour ce fichier seul ; avec d’autres, ses points se déplacent d’un demi-pas au plus.</translation>
    </message>
    <message>
        <source>Nothing to do where there is only water; otherwise classify the points first.</source>
        <translation>Rien à faire là où il n’y a que de l’eau ; sinon classez d’abord les points.</translation>
    </message>
    <message>
        <source>Nothing to do.</source>
        <translation>Rien à faire.</translation>
    </message>
    <message>
        <source>Nothing to do: the pyramid takes the finest steps. Export the files with one scale to keep it small.</source>
        <translation>Rien à faire : la pyramide prend les pas les plus fins. Exportez les fichiers à une même échelle pour qu’elle reste petite.</translation>
    </message>
    <message>
        <source>Nothing to do: the pyramid takes the format that holds all fields; those that a file lacks are 0.</source>
        <translation>Rien à faire : la pyramide prend le format qui contient tous les champs ; ceux qui manquent à un fichier valent 0.</translation>
    </message>
    <message>
        <source>Nothing to do: what is generated from it carries WKT.</source>
        <translation>Rien à faire : ce qui en est généré porte du WKT.</translation>
    </message>
    <message>
        <source>Nothing to do: what is generated from it has the true counts.</source>
        <translation>Rien à faire : ce qui en est généré a les véritables nombres.</translation>
    </message>
    <message>
        <source>Nothing to do: what is generated from it has the true extent.</source>
        <translation>Rien à faire : ce qui en est généré a la véritable emprise.</translation>
    </message>
    <message>
        <source>Nothing to do; show the data by height, class or intensity.</source>
        <translation>Rien à faire ; affichez les données par altitude, classe ou intensité.</translation>
    </message>
    <message>
        <source>Nothing to draw lies within the grid %1 at these levels.</source>
        <translation>Rien à dessiner ne se trouve dans la grille %1 à ces niveaux.</translation>
    </message>
    <message>
        <source>Nothing to put right.</source>
        <translation>Rien à corriger.</translation>
    </message>
    <message>
        <source>Nothing was asked for. Name what is to be repaired: %1.</source>
        <translation>Rien n'a été demandé. Nommez ce qui est à réparer : %1.</translation>
    </message>
    <message>
        <source>Number %1 is being sent at this moment. Wait until it has ended, or stop the program that sends it.</source>
        <translation>Le numéro %1 est en cours d'envoi. Attendez la fin, ou arrêtez le programme qui l'envoie.</translation>
    </message>
    <message>
        <source>Number %1 was held meanwhile.</source>
        <translation>Le numéro %1 a été retenu entre-temps.</translation>
    </message>
    <message>
        <source>Number %1: %2 of %3</source>
        <translation>Numéro %1 : %2 de %3</translation>
    </message>
    <message>
        <source>Numbers of the bands to show as red, green and blue, or of a single one. The first band is 1.</source>
        <translation>Numéros des bandes à montrer en rouge, vert et bleu, ou d'une seule. La première bande est 1.</translation>
    </message>
    <message>
        <source>Of %1 points %2 were looked at, evenly over all files; the work itself reads all of them.</source>
        <translation>Sur %1 points, %2 ont été regardés, également répartis sur tous les fichiers ; le traitement lui-même les lit tous.</translation>
    </message>
    <message>
        <source>Of these repairs only some: %1.</source>
        <translation>Parmi ces réparations, seulement certaines : %1.</translation>
    </message>
    <message>
        <source>Offering deleted</source>
        <translation>Offre supprimée</translation>
    </message>
    <message>
        <source>On an open endpoint a layer is always open. Publish it on a private endpoint.</source>
        <translation>Sur un point d'accès ouvert, une couche est toujours ouverte. Publiez-la sur un point d'accès privé.</translation>
    </message>
    <message>
        <source>On the centre</source>
        <translation>Sur le centre</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>Sur la carte</translation>
    </message>
    <message>
        <source>On the map:
  drag, or hold Space and move: pan
  wheel: zoom at the cursor; with Ctrl: finely
  Shift and drag: zoom to a box
  double click: zoom in here
  Ctrl+I, then click: see what lies there
  arrows: pan; with Shift: a little
  + and −, Page Up and Page Down: zoom
  Home: show everything
  Esc: take marks away

Files and folders can be dropped anywhere on the window.</source>
        <translation>Sur la carte :
  glisser, ou tenir Espace et bouger : déplacer
  molette : zoomer sous le curseur ; avec Ctrl : finement
  Maj et glisser : zoomer sur un cadre
  double clic : zoomer ici
  Ctrl+I, puis clic : voir ce qui se trouve là
  flèches : déplacer ; avec Maj : un peu
  + et −, Page préc. et Page suiv. : zoomer
  Début : tout montrer
  Échap : enlever les marques

Les fichiers et dossiers peuvent être déposés n'importe où dans la fenêtre.</translation>
    </message>
    <message>
        <source>On the point</source>
        <translation>Sur le point</translation>
    </message>
    <message>
        <source>On which server, by which services and to whom the layer is published.</source>
        <translation>Sur quel serveur, par quels services et à qui la couche est publiée.</translation>
    </message>
    <message>
        <source>One file at a time: the request has two.</source>
        <translation>Un fichier à la fois : la requête en a deux.</translation>
    </message>
    <message>
        <source>One symbol</source>
        <translation>Symbole unique</translation>
    </message>
    <message>
        <source>Only %1 are free on the disk: make room first.</source>
        <translation>Seulement %1 sont libres sur le disque : faites d'abord de la place.</translation>
    </message>
    <message>
        <source>Only -S with a number</source>
        <translation>Seulement -S avec un nombre</translation>
    </message>
    <message>
        <source>Only a VPC has parts that a version can keep: all is made again.</source>
        <translation>Seul un VPC a des parties qu'une version peut garder : tout est recalculé.</translation>
    </message>
    <message>
        <source>Only a paused or failed job can be resumed.</source>
        <translation>Seul un travail suspendu ou en échec peut être repris.</translation>
    </message>
    <message>
        <source>Only for holders of a key</source>
        <translation>Seulement pour les détenteurs d'une clé</translation>
    </message>
    <message>
        <source>Only of what the map shows</source>
        <translation>Seulement de ce que montre la carte</translation>
    </message>
    <message>
        <source>Only points of the formats 6 to 10 are in layers.</source>
        <translation>Seuls les points des formats 6 à 10 sont en couches.</translation>
    </message>
    <message>
        <source>Only vector layers have classes.</source>
        <translation>Seules les couches vecteur ont des classes.</translation>
    </message>
    <message>
        <source>Only vector layers have symbols.</source>
        <translation>Seules les couches vecteur ont des symboles.</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Opacité</translation>
    </message>
    <message>
        <source>Open &amp;Folder…</source>
        <translation>Ouvrir un &amp;dossier…</translation>
    </message>
    <message>
        <source>Open &amp;Recent</source>
        <translation>Ouvrir un fichier &amp;récent</translation>
    </message>
    <message>
        <source>Open a folder of tiles</source>
        <translation>Ouvrir un dossier de dalles</translation>
    </message>
    <message>
        <source>Open a folder of tiles as one data set</source>
        <translation>Ouvrir un dossier de dalles comme un seul jeu de données</translation>
    </message>
    <message>
        <source>Open files</source>
        <translation>Ouvrir des fichiers</translation>
    </message>
    <message>
        <source>Open rasters, vector files and point clouds</source>
        <translation>Ouvrir des rasters, des fichiers vecteur et des nuages de points</translation>
    </message>
    <message>
        <source>Open the files</source>
        <translation>Ouverture des fichiers</translation>
    </message>
    <message>
        <source>Open the viewer page in the browser</source>
        <translation>Ouvrir la page de visualisation dans le navigateur</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>Ouverte</translation>
    </message>
    <message>
        <source>Opening %1: %2 of %3 files</source>
        <translation>Ouverture de %1 : %2 fichiers sur %3</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>Ouverture de %1…</translation>
    </message>
    <message>
        <source>Opening was cancelled.</source>
        <translation>L'ouverture a été annulée.</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Ouverture…</translation>
    </message>
    <message>
        <source>Order of the data</source>
        <translation>Ordre des données</translation>
    </message>
    <message>
        <source>Other built</source>
        <translation>Divers bâti</translation>
    </message>
    <message>
        <source>Other values</source>
        <translation>Autres valeurs</translation>
    </message>
    <message>
        <source>Others have pushed changes meanwhile. Pull first.</source>
        <translation>D'autres ont envoyé des modifications entre-temps. Faites d'abord un pull.</translation>
    </message>
    <message>
        <source>Others have pushed changes meanwhile; pulling again.</source>
        <translation>D'autres ont envoyé des modifications entre-temps ; nouveau pull.</translation>
    </message>
    <message>
        <source>Others push changes all the time. Try again later.</source>
        <translation>D'autres envoient des modifications sans cesse. Réessayez plus tard.</translation>
    </message>
    <message>
        <source>Outline</source>
        <translation>Contour</translation>
    </message>
    <message>
        <source>Overhead structure</source>
        <translation>Structure suspendue</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>Recouvrement</translation>
    </message>
    <message>
        <source>Own CRS</source>
        <translation>SCR propre</translation>
    </message>
    <message>
        <source>P&amp;rivate: only with a key</source>
        <translation>P&amp;rivée : seulement avec une clé</translation>
    </message>
    <message>
        <source>P&amp;ublic: whoever reaches the server</source>
        <translation>P&amp;ublique : quiconque atteint le serveur</translation>
    </message>
    <message>
        <source>PM – Web Mercator, for every web map</source>
        <translation>PM – Web Mercator, pour toute carte web</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>PNG, transparent where nothing is drawn</source>
        <translation>PNG, transparent là où rien n'est dessiné</translation>
    </message>
    <message>
        <source>Pane&amp;ls</source>
        <translation>&amp;Panneaux</translation>
    </message>
    <message>
        <source>Part of the addresses: letters, digits, _ - and . only; cannot be changed later.</source>
        <translation>Fait partie des adresses : lettres, chiffres, _ - et . seulement ; ne peut plus changer ensuite.</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Suspendre</translation>
    </message>
    <message>
        <source>Paused. What is done is kept, also when the program ends.</source>
        <translation>En pause. Ce qui est fait est gardé, même si le programme se termine.</translation>
    </message>
    <message>
        <source>Paused. What is done is kept.</source>
        <translation>Suspendu. Ce qui est fait est gardé.</translation>
    </message>
    <message>
        <source>Pentagon</source>
        <translation>Pentagone</translation>
    </message>
    <message>
        <source>Percentiles</source>
        <translation>Percentiles</translation>
    </message>
    <message>
        <source>Permanent structure above ground</source>
        <translation>Sursol pérenne</translation>
    </message>
    <message>
        <source>Pictu&amp;re:</source>
        <translation>&amp;Rendu :</translation>
    </message>
    <message>
        <source>Pictures of format “%1” are not made.</source>
        <translation>Les images au format « %1 » ne sont pas faites.</translation>
    </message>
    <message>
        <source>Pictures of vector data: colour behind JPG tiles</source>
        <translation>Images de données vectorielles : couleur derrière les tuiles JPG</translation>
    </message>
    <message>
        <source>Pictures of vector data: pixels drawn around each metatile</source>
        <translation>Images de données vectorielles : pixels dessinés autour de chaque métatuile</translation>
    </message>
    <message>
        <source>Pictures of vector data: tiles each way that are drawn at once</source>
        <translation>Images de données vectorielles : tuiles de chaque côté dessinées à la fois</translation>
    </message>
    <message>
        <source>Pixel</source>
        <translation>Pixel</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>Pixels</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Emplacement</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>Placement</translation>
    </message>
    <message>
        <source>Plan the pyramid</source>
        <translation>Plan de la pyramide</translation>
    </message>
    <message>
        <source>Point cloud</source>
        <translation>Nuage de points</translation>
    </message>
    <message>
        <source>Point cloud rules</source>
        <translation>Règles des nuages de points</translation>
    </message>
    <message>
        <source>Point clouds</source>
        <translation>Nuages de points</translation>
    </message>
    <message>
        <source>Point clouds to download</source>
        <translation>Nuages de points à télécharger</translation>
    </message>
    <message>
        <source>Point clouds: folder for what does not fit into memory</source>
        <translation>Nuages de points : dossier pour ce qui ne tient pas en mémoire</translation>
    </message>
    <message>
        <source>Point format</source>
        <translation>Format de point</translation>
    </message>
    <message>
        <source>Point size</source>
        <translation>Taille des points</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Points of format %1 with %2 bytes each cannot be read.</source>
        <translation>Des points de format %1 de %2 octets chacun ne peuvent pas être lus.</translation>
    </message>
    <message>
        <source>Points that lie close together are not gathered in an SLD: each is drawn at its place.</source>
        <translation>Les points proches ne sont pas regroupés dans un SLD : chacun est dessiné à sa place.</translation>
    </message>
    <message>
        <source>Preview of %1 out of %2 points</source>
        <translation>Aperçu de %1 points sur %2</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problème</translation>
    </message>
    <message>
        <source>Processes that draw styled vector maps; 0 = none (half the cores).</source>
        <translation>Processus qui dessinent les cartes vecteur stylées ; 0 = aucun (la moitié des cœurs).</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>Progress of the checks</source>
        <translation>Avancement des contrôles</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Avancement de l'export</translation>
    </message>
    <message>
        <source>Progress of the job</source>
        <translation>Avancement de la tâche</translation>
    </message>
    <message>
        <source>Progress of the opening</source>
        <translation>Avancement de l'ouverture</translation>
    </message>
    <message>
        <source>Progress of the repair</source>
        <translation>Avancement de la réparation</translation>
    </message>
    <message>
        <source>Publications, updates and pushes that were made without a network: lists, sends, holds, moves, drops.</source>
        <translation>Publications, mises à jour et envois faits sans réseau : liste, envoie, retient, déplace, abandonne.</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Publier</translation>
    </message>
    <message>
        <source>Publish files of different resolution separately, or bring them to one with gdalwarp; otherwise they are resampled to the finest.</source>
        <translation>Publiez à part les fichiers de résolutions différentes, ou ramenez-les à une seule avec gdalwarp ; sinon ils sont rééchantillonnés à la plus fine.</translation>
    </message>
    <message>
        <source>Publish one pyramid at a time.</source>
        <translation>Publiez une pyramide à la fois.</translation>
    </message>
    <message>
        <source>Publish the file separately, convert it first (gdal_translate), or leave it out.</source>
        <translation>Publiez le fichier à part, convertissez-le d'abord (gdal_translate) ou laissez-le de côté.</translation>
    </message>
    <message>
        <source>Publish the services</source>
        <translation>Publication des services</translation>
    </message>
    <message>
        <source>Published</source>
        <translation>Publiée</translation>
    </message>
    <message>
        <source>Published Layers</source>
        <translation>Couches publiées</translation>
    </message>
    <message>
        <source>Published layers</source>
        <translation>Couches publiées</translation>
    </message>
    <message>
        <source>Pulled: %1 new, %2 changed, %3 deleted.</source>
        <translation>Reçus : %1 nouveaux, %2 modifiés, %3 supprimés.</translation>
    </message>
    <message>
        <source>Push of changes</source>
        <translation>Envoi de modifications</translation>
    </message>
    <message>
        <source>Pushed</source>
        <translation>Envoyé</translation>
    </message>
    <message>
        <source>Pushed: %1 new, %2 changed, %3 deleted.</source>
        <translation>Envoyés : %1 nouveaux, %2 modifiés, %3 supprimés.</translation>
    </message>
    <message>
        <source>Put %1 beside these files or in a folder above them.</source>
        <translation>Placez %1 à côté de ces fichiers ou dans un dossier au-dessus d’eux.</translation>
    </message>
    <message>
        <source>Put each kind into a layer of its own: a style, a Shapefile and a PostGIS table are made for one kind.</source>
        <translation>Mettez chaque sorte dans sa propre couche : un style, un Shapefile et une table PostGIS sont faits pour une seule.</translation>
    </message>
    <message>
        <source>Put its world file beside it (.tfw, .jgw, .pgw), or georeference it in QGIS first.</source>
        <translation>Mettez son fichier de calage à côté (.tfw, .jgw, .pgw), ou géoréférencez-le d'abord dans QGIS.</translation>
    </message>
    <message>
        <source>Puts an earlier version of a layer back, all at once.</source>
        <translation>Remet une version antérieure d'une couche, tout d'un coup.</translation>
    </message>
    <message>
        <source>QGIS cannot read this QML: %1</source>
        <translation>QGIS ne peut pas lire ce QML : %1</translation>
    </message>
    <message>
        <source>QGIS style (*.qml);;OGC SLD 1.0.0 (*.sld)</source>
        <translation>Style QGIS (*.qml);;OGC SLD 1.0.0 (*.sld)</translation>
    </message>
    <message>
        <source>QGIS's data provider "%1" is missing below %2. Run ./setup again, or set QGIS_PREFIX_PATH to the folder where QGIS core is installed.</source>
        <translation>Le fournisseur de données "%1" de QGIS manque sous %2. Relancez ./setup, ou mettez dans QGIS_PREFIX_PATH le dossier où QGIS core est installé.</translation>
    </message>
    <message>
        <source>QUERY_LAYERS must be among LAYERS; “%1” is not.</source>
        <translation>QUERY_LAYERS doit être parmi LAYERS ; « %1 » ne l'est pas.</translation>
    </message>
    <message>
        <source>Quantiles (equal counts)</source>
        <translation>Quantiles (effectifs égaux)</translation>
    </message>
    <message>
        <source>Quotas: decouverte, essentielle or premium.</source>
        <translation>Quotas : decouverte, essentielle ou premium.</translation>
    </message>
    <message>
        <source>RGF93 / Lambert-93</source>
        <translation>RGF93 / Lambert-93</translation>
    </message>
    <message>
        <source>ROK4 pyramids (*.json);;All files (*)</source>
        <translation>Pyramides ROK4 (*.json);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Rail</source>
        <translation>Rail</translation>
    </message>
    <message>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Raster from the points</source>
        <translation>Raster tiré des points</translation>
    </message>
    <message>
        <source>Raster rules</source>
        <translation>Règles raster</translation>
    </message>
    <message>
        <source>Rasters</source>
        <translation>Rasters</translation>
    </message>
    <message>
        <source>Rasters, vectors and point clouds (%1);;All files (*)</source>
        <translation>Rasters, vecteurs et nuages de points (%1);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Débit</translation>
    </message>
    <message>
        <source>Read a style from a file or from the GeoPackage</source>
        <translation>Lire un style dans un fichier ou dans le GeoPackage</translation>
    </message>
    <message>
        <source>Read every tile</source>
        <translation>Lecture de chaque tuile</translation>
    </message>
    <message>
        <source>Readable, georeferenced, in the declared CRS, coherent</source>
        <translation>Lisibles, géoréférencés, dans le SCR déclaré, cohérents</translation>
    </message>
    <message>
        <source>Readable, in the declared CRS, coherent</source>
        <translation>Lisible, dans le système de coordonnées déclaré, cohérent</translation>
    </message>
    <message>
        <source>Readable, in the declared CRS, names and geometries that a database takes</source>
        <translation>Lisible, dans le système de coordonnées déclaré, noms et géométries qu'une base accepte</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Lecture</translation>
    </message>
    <message>
        <source>Reading a sample of the values…</source>
        <translation>Lecture d'un échantillon des valeurs…</translation>
    </message>
    <message>
        <source>Reading a temporary file</source>
        <translation>Lecture d'un fichier temporaire</translation>
    </message>
    <message>
        <source>Reading the headers of the files</source>
        <translation>Lecture des en-têtes des fichiers</translation>
    </message>
    <message>
        <source>Reading the headers of the files…</source>
        <translation>Lecture des en-têtes des fichiers…</translation>
    </message>
    <message>
        <source>Reading the layer %1 of %2 gives %3 warning(s): %4</source>
        <translation>La lecture de la couche %1 de %2 donne %3 avertissement(s) : %4</translation>
    </message>
    <message>
        <source>Reading the table “%1” of %2 gives a warning: %3</source>
        <translation>La lecture de la table « %1 » de %2 donne un avertissement : %3</translation>
    </message>
    <message>
        <source>Reading what is published…</source>
        <translation>Lecture de ce qui est publié…</translation>
    </message>
    <message>
        <source>Reads a pyramid from end to end: every tile, every node.</source>
        <translation>Lit une pyramide de bout en bout : chaque tuile, chaque nœud.</translation>
    </message>
    <message>
        <source>Rebuild the spatial index</source>
        <translation>Refaire l'index spatial</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rouge</translation>
    </message>
    <message>
        <source>Reds</source>
        <translation>Rouges</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Relief in colours</source>
        <translation>Relief en couleurs</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Retirer de la liste</translation>
    </message>
    <message>
        <source>Remove the repeated points when the file is exported; they are kept here.</source>
        <translation>Supprimez les points répétés à l’export ; ils sont conservés ici.</translation>
    </message>
    <message>
        <source>Removing</source>
        <translation>Suppression</translation>
    </message>
    <message>
        <source>Removing an unfinished pyramid</source>
        <translation>Suppression d'une pyramide inachevée</translation>
    </message>
    <message>
        <source>Removing the journal</source>
        <translation>Suppression du journal</translation>
    </message>
    <message>
        <source>Removing what an earlier version left</source>
        <translation>Suppression de ce qu'une version antérieure a laissé</translation>
    </message>
    <message>
        <source>Rename for the Entrepôt</source>
        <translation>Renommer pour l'Entrepôt</translation>
    </message>
    <message>
        <source>Rename one of them, or have a copy made with names that differ.</source>
        <translation>Renommez l'une d'elles, ou faites faire une copie aux noms différents.</translation>
    </message>
    <message>
        <source>Rename one of them.</source>
        <translation>Renommez l'une d'elles.</translation>
    </message>
    <message>
        <source>Repair on a copy</source>
        <translation>Réparer sur une copie</translation>
    </message>
    <message>
        <source>Repair the count in its header, or export the file again: the program that wrote it was stopped before its end.</source>
        <translation>Corrigez le nombre dans son en-tête ou exportez à nouveau le fichier : le logiciel qui l’a écrit a été arrêté avant la fin.</translation>
    </message>
    <message>
        <source>Repairing…</source>
        <translation>Réparation…</translation>
    </message>
    <message>
        <source>Repairs are made file by file: name one file with --fix, and run the command once for each.</source>
        <translation>Les réparations se font fichier par fichier : nommez un fichier avec --fix, et lancez la commande une fois pour chacun.</translation>
    </message>
    <message>
        <source>Replaces a layer's data under the same addresses, all at once.</source>
        <translation>Remplace les données d'une couche aux mêmes adresses, tout d'un coup.</translation>
    </message>
    <message>
        <source>Reproject the file, publish it separately, or leave it out.</source>
        <translation>Reprojetez le fichier, publiez-le à part, ou écartez-le.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message>
        <source>Resumed: %1 of %2 cells are done.</source>
        <translation>Repris : %1 cellules sur %2 sont faites.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Road surface</source>
        <translation>Surface de route</translation>
    </message>
    <message>
        <source>Run the checks of the selected data set again</source>
        <translation>Relancer les contrôles du jeu de données sélectionné</translation>
    </message>
    <message>
        <source>Runs every rule on the data and says what to put right, or repairs a copy.</source>
        <translation>Applique toutes les règles aux données et dit ce qu'il faut corriger, ou répare une copie.</translation>
    </message>
    <message>
        <source>S</source>
        <translation>S</translation>
    </message>
    <message>
        <source>SLD 1.0.0 cannot express these parts of the style:

• %1

Save what it can express?</source>
        <translation>SLD 1.0.0 ne peut pas exprimer ces parties du style :

• %1

Enregistrer ce qu'il peut exprimer ?</translation>
    </message>
    <message>
        <source>STYLES must name one style for each layer, or be empty.</source>
        <translation>STYLES doit nommer un style par couche, ou être vide.</translation>
    </message>
    <message>
        <source>Same as the map</source>
        <translation>Celui de la carte</translation>
    </message>
    <message>
        <source>Sample le&amp;vel:</source>
        <translation>Niveau de &amp;l'essai :</translation>
    </message>
    <message>
        <source>Sample tile</source>
        <translation>Tuile d'essai</translation>
    </message>
    <message>
        <source>Sample type</source>
        <translation>Type des échantillons</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Save it again in QGIS, with rules in the place of long conditions.</source>
        <translation>Enregistrez-le de nouveau dans QGIS, avec des règles à la place de longues conditions.</translation>
    </message>
    <message>
        <source>Save the repaired copy</source>
        <translation>Enregistrer la copie réparée</translation>
    </message>
    <message>
        <source>Save the style</source>
        <translation>Enregistrer le style</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>Enregistré : %1</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Enregistrement…</translation>
    </message>
    <message>
        <source>Say server status, server start or server stop.</source>
        <translation>Dites server status, server start ou server stop.</translation>
    </message>
    <message>
        <source>Say the format: --to %1.</source>
        <translation>Dites le format : --to %1.</translation>
    </message>
    <message>
        <source>Say what to do and name the file: sync clone LAYER FILE.gpkg, or sync push FILE.gpkg.</source>
        <translation>Dites quoi faire et nommez le fichier : sync clone COUCHE FICHIER.gpkg, ou sync push FICHIER.gpkg.</translation>
    </message>
    <message>
        <source>Say what to generate: raster, vector or pointcloud.</source>
        <translation>Dites que générer : raster, vector ou pointcloud.</translation>
    </message>
    <message>
        <source>Say what to make of the points: %1.</source>
        <translation>Dites ce qu'il faut tirer des points : %1.</translation>
    </message>
    <message>
        <source>Say what to make: --product %1.</source>
        <translation>Dites ce qu'il faut faire : --product %1.</translation>
    </message>
    <message>
        <source>Say where the pyramid goes: --output DIR/NAME.</source>
        <translation>Dites où va la pyramide : --output DOSSIER/NOM.</translation>
    </message>
    <message>
        <source>Say where the pyramid goes: --output FILE.copc.laz, FILE.vpc or the folder of an EPT.</source>
        <translation>Dites où va la pyramide : --output FILE.copc.laz, FILE.vpc ou le dossier d'un EPT.</translation>
    </message>
    <message>
        <source>Say where the raster goes: --output FILE.tif.</source>
        <translation>Dites où va le raster : --output FILE.tif.</translation>
    </message>
    <message>
        <source>Say where the repaired copy goes: --fix COPY.gpkg.</source>
        <translation>Dites où va la copie réparée : --fix COPIE.gpkg.</translation>
    </message>
    <message>
        <source>Say whether --mine or --theirs is right.</source>
        <translation>Dites si c'est --mine ou --theirs qui vaut.</translation>
    </message>
    <message>
        <source>Say which CRS the coordinates of files without one are in</source>
        <translation>Dire dans quel SCR sont les coordonnées des fichiers qui n'en ont pas</translation>
    </message>
    <message>
        <source>Say which coordinate reference system the layers are in, for instance EPSG:2154.</source>
        <translation>Dites dans quel système de coordonnées sont les couches, par exemple EPSG:2154.</translation>
    </message>
    <message>
        <source>Say which file to write: FILE.tif.</source>
        <translation>Dites quel fichier écrire : FILE.tif.</translation>
    </message>
    <message>
        <source>Says how many tiles, bytes and minutes a pyramid takes, from real samples.</source>
        <translation>Dit combien de tuiles, d'octets et de minutes prend une pyramide, d'après de vrais essais.</translation>
    </message>
    <message>
        <source>Says how often a layer was asked for and how many bytes went out.</source>
        <translation>Dit combien de fois une couche a été demandée et combien d'octets sont sortis.</translation>
    </message>
    <message>
        <source>Says what files are: kind, CRS, extent, resolution, bands.</source>
        <translation>Dit ce que sont des fichiers : sorte, SCR, emprise, résolution, bandes.</translation>
    </message>
    <message>
        <source>Says what would be made again, and sends nothing.</source>
        <translation>Dit ce qui serait recalculé, et n’envoie rien.</translation>
    </message>
    <message>
        <source>Says what would be published, and sends nothing.</source>
        <translation>Dit ce qui serait publié, et n'envoie rien.</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Échelle</translation>
    </message>
    <message>
        <source>Scale of the map, for pixels of 0.28 mm as in WMTS</source>
        <translation>Échelle de la carte, pour des pixels de 0,28 mm comme en WMTS</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Recherche</translation>
    </message>
    <message>
        <source>Search by code, name or area: 2154, lambert 93, Réunion…</source>
        <translation>Chercher par code, nom ou zone : 2154, lambert 93, Réunion…</translation>
    </message>
    <message>
        <source>Search layers</source>
        <translation>Chercher une couche</translation>
    </message>
    <message>
        <source>Seconds for one map; then its process is started again.</source>
        <translation>Secondes pour une carte ; ensuite son processus est relancé.</translation>
    </message>
    <message>
        <source>Seconds that an access token lives.</source>
        <translation>Secondes de vie d'un jeton d'accès.</translation>
    </message>
    <message>
        <source>See tuilerie-cli %1 --help.</source>
        <translation>Voir tuilerie-cli %1 --help.</translation>
    </message>
    <message>
        <source>Select a data set to see its CRS, size, bands and more.</source>
        <translation>Sélectionnez un jeu de données pour voir son SCR, sa taille, ses bandes et le reste.</translation>
    </message>
    <message>
        <source>Select a data set to see what its checks found.</source>
        <translation>Sélectionnez un jeu de données pour voir ce que ses contrôles ont trouvé.</translation>
    </message>
    <message>
        <source>Select a layer to change its looks.</source>
        <translation>Sélectionnez une couche pour changer son aspect.</translation>
    </message>
    <message>
        <source>Select a vector layer to see its attributes.</source>
        <translation>Sélectionnez une couche vecteur pour voir ses attributs.</translation>
    </message>
    <message>
        <source>Sending %1 files.</source>
        <translation>Envoi de %1 fichiers.</translation>
    </message>
    <message>
        <source>Sends the files also to a server that could read them where they lie</source>
        <translation>Envoie les fichiers même à un serveur qui pourrait les lire sur place</translation>
    </message>
    <message>
        <source>Sent: number %1, %2 of %3.</source>
        <translation>Parti : numéro %1, %2 de %3.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Server off</source>
        <translation>Serveur arrêté</translation>
    </message>
    <message>
        <source>Server on</source>
        <translation>Serveur en marche</translation>
    </message>
    <message>
        <source>Server starting</source>
        <translation>Serveur en démarrage</translation>
    </message>
    <message>
        <source>Server trouble</source>
        <translation>Serveur en difficulté</translation>
    </message>
    <message>
        <source>Serves the Entrepôt API and WMTS, WMS and TMS from one data folder.</source>
        <translation>Sert l'API Entrepôt et les WMTS, WMS et TMS depuis un dossier de données.</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Services</source>
        <translation>Services</translation>
    </message>
    <message>
        <source>Services, with commas between. Rasters: wmts, tms, wms-r (these three), download. Vector data: tms, wms-v (these two), wms-r, wmts, download. Point clouds: download, and of a --product wmts, tms, wms-r (all of them). A download of rasters and vector data is one PMTiles file of their tiles.</source>
        <translation>Services, séparés par des virgules. Rasters : wmts, tms, wms-r (ces trois), download. Données vecteur : tms, wms-v (ces deux), wms-r, wmts, download. Nuages de points : download, et pour un --product wmts, tms, wms-r (tous). Le téléchargement de rasters et de données vecteur est un seul fichier PMTiles de leurs tuiles.</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Gravité</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forme</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Partager</translation>
    </message>
    <message>
        <source>Show everything (Home on the map)</source>
        <translation>Tout montrer (Origine sur la carte)</translation>
    </message>
    <message>
        <source>Show labels</source>
        <translation>Afficher les étiquettes</translation>
    </message>
    <message>
        <source>Show on &amp;map</source>
        <translation>Voir sur la car&amp;te</translation>
    </message>
    <message>
        <source>Show on map</source>
        <translation>Montrer sur la carte</translation>
    </message>
    <message>
        <source>Show the attributes of the selected vector layer</source>
        <translation>Montrer les attributs de la couche vecteur sélectionnée</translation>
    </message>
    <message>
        <source>Show the whole of the selected layer</source>
        <translation>Montrer toute la couche sélectionnée</translation>
    </message>
    <message>
        <source>Show this place on the map</source>
        <translation>Voir ce lieu sur la carte</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>Affichage</translation>
    </message>
    <message>
        <source>Shows another version of a layer, all at once.</source>
        <translation>Montre une autre version d’une couche, d’un seul coup.</translation>
    </message>
    <message>
        <source>Shows log lines and the details of errors.</source>
        <translation>Montre les lignes de journal et le détail des erreurs.</translation>
    </message>
    <message>
        <source>Shows this text.</source>
        <translation>Affiche ce texte.</translation>
    </message>
    <message>
        <source>Si&amp;gn in…</source>
        <translation>Se &amp;connecter…</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Sign in to %1</source>
        <translation>Se connecter à %1</translation>
    </message>
    <message>
        <source>Sign in with your browser: %1</source>
        <translation>Connectez-vous avec votre navigateur : %1</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Size of its cells in metres, or units of the CRS</source>
        <translation>Taille de ses cellules en mètres, ou en unités du SCR</translation>
    </message>
    <message>
        <source>Sizes in map units in “%1” cannot be written: SLD 1.0.0 has pixels only. The default size is used.</source>
        <translation>Les tailles en unités de carte de « %1 » ne peuvent pas être écrites : SLD 1.0.0 n'a que des pixels. La taille par défaut est utilisée.</translation>
    </message>
    <message>
        <source>Slabs and tiles</source>
        <translation>Dalles et tuiles</translation>
    </message>
    <message>
        <source>Small and quick, for photographs. No transparency: places without data take the nodata colour.</source>
        <translation>Petit et rapide, pour les photographies. Sans transparence : les zones sans données prennent la couleur nodata.</translation>
    </message>
    <message>
        <source>Smooth between cells</source>
        <translation>Lisser entre les cellules</translation>
    </message>
    <message>
        <source>Snow</source>
        <translation>Neige</translation>
    </message>
    <message>
        <source>Solid</source>
        <translation>Plein</translation>
    </message>
    <message>
        <source>Some features of the layer %1 of %2 cannot be read (%3).</source>
        <translation>Des objets de la couche %1 de %2 ne peuvent pas être lus (%3).</translation>
    </message>
    <message>
        <source>Some files count GPS time in seconds of the week, others from 1980: times cannot be compared between them.</source>
        <translation>Certains fichiers comptent le temps GPS en secondes de la semaine, d'autres depuis 1980 : les temps ne se comparent pas entre eux.</translation>
    </message>
    <message>
        <source>Some texts are not in the encoding that the dump says: they were taken for Windows-1252.</source>
        <translation>Certains textes ne sont pas dans l'encodage que dit le dump : ils ont été pris pour du Windows-1252.</translation>
    </message>
    <message>
        <source>Somebody writes to the files meanwhile: all is made again.</source>
        <translation>Quelqu'un écrit dans les fichiers pendant ce temps : tout est recalculé.</translation>
    </message>
    <message>
        <source>Something of the layer %1 could not be read or written (%2). Compare the copy with the original.</source>
        <translation>Quelque chose de la couche %1 n'a pas pu être lu ou écrit (%2). Comparez la copie avec l'original.</translation>
    </message>
    <message>
        <source>Source files were changed since the run began. What was done before is kept as it is.</source>
        <translation>Des fichiers source ont changé depuis le début de l'exécution. Ce qui était fait est gardé tel quel.</translation>
    </message>
    <message>
        <source>South</source>
        <translation>Sud</translation>
    </message>
    <message>
        <source>Square</source>
        <translation>Carré</translation>
    </message>
    <message>
        <source>St&amp;yle:</source>
        <translation>St&amp;yle :</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>Étoile</translation>
    </message>
    <message>
        <source>Starting the program</source>
        <translation>Lancement du programme</translation>
    </message>
    <message>
        <source>Starting the renderer</source>
        <translation>Démarrage du moteur de rendu</translation>
    </message>
    <message>
        <source>Starting the work</source>
        <translation>Lancement du travail</translation>
    </message>
    <message>
        <source>Starts or stops the embedded server, or says where it runs.</source>
        <translation>Démarre ou arrête le serveur intégré, ou dit où il répond.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Étapes</translation>
    </message>
    <message>
        <source>Stop Jobs and Quit</source>
        <translation>Les arrêter et quitter</translation>
    </message>
    <message>
        <source>Stop opening</source>
        <translation>Arrêter l'ouverture</translation>
    </message>
    <message>
        <source>Stopped before the end. Run the same again when you like.</source>
        <translation>Arrêté avant la fin. Relancez la même chose quand vous voulez.</translation>
    </message>
    <message>
        <source>Stopped. Nothing is kept of a raster that is not whole: it begins anew.</source>
        <translation>Arrêté. Rien n'est gardé d'un raster qui n'est pas entier : il recommence à zéro.</translation>
    </message>
    <message>
        <source>Stopping. Running jobs go on at the next start.</source>
        <translation>Arrêt. Les travaux en cours reprendront au prochain démarrage.</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>Stored data that the pyramid is the next version of: what has not changed since is taken from it</source>
        <translation>Donnée stockée dont la pyramide est la version suivante : ce qui n’a pas changé depuis en est repris</translation>
    </message>
    <message>
        <source>Straighten it with gdalwarp or QGIS (Warp), then use the result.</source>
        <translation>Redressez-le avec gdalwarp ou QGIS (Projection), puis utilisez le résultat.</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>Étirement</translation>
    </message>
    <message>
        <source>Style &amp;file (QML, SLD, Mapbox GL)…</source>
        <translation>&amp;Fichier de style (QML, SLD, Mapbox GL)…</translation>
    </message>
    <message>
        <source>Style of the map, levels and limits of the vector tiles. The sample and the estimate follow each change.</source>
        <translation>Style de la carte, niveaux et limites des tuiles vecteur. L'échantillon et l'estimation suivent chaque changement.</translation>
    </message>
    <message>
        <source>Style stored in the &amp;GeoPackage</source>
        <translation>Style stocké dans le &amp;GeoPackage</translation>
    </message>
    <message>
        <source>Styled vector maps need the program %1, which is not there. Install the package tuilerie-qgis-core, or build Tuilerie with QGIS (TUILERIE_RENDER=ON).</source>
        <translation>Les cartes vecteur stylées demandent le programme %1, qui n'est pas là. Installez le paquet tuilerie-qgis-core, ou construisez Tuilerie avec QGIS (TUILERIE_RENDER=ON).</translation>
    </message>
    <message>
        <source>Styles (*.qml *.sld *.xml *.json);;All files (*)</source>
        <translation>Styles (*.qml *.sld *.xml *.json);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Styles (*.qml *.sld);;All files (*)</source>
        <translation>Styles (*.qml *.sld);;Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Styles and tables are for vector data. Leave them out.</source>
        <translation>Les styles et les tables sont pour les données vecteur. Laissez-les de côté.</translation>
    </message>
    <message>
        <source>Styles in a request are not supported. Publish the style with the layer, and name it in STYLES.</source>
        <translation>Les styles dans une requête ne sont pas pris en charge. Publiez le style avec la couche et nommez-le dans STYLES.</translation>
    </message>
    <message>
        <source>Styles of rasters (%1) are for rasters, and for point clouds of which one is made. Leave them out.</source>
        <translation>Les styles de rasters (%1) valent pour les rasters, et pour les nuages de points dont on en tire un. Retirez-les.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Résumé</translation>
    </message>
    <message>
        <source>Surface (first returns)</source>
        <translation>Surface (premiers retours)</translation>
    </message>
    <message>
        <source>Symbol levels cannot be written: features are drawn one after the other.</source>
        <translation>Les niveaux de symboles ne peuvent pas être écrits : les objets sont dessinés l'un après l'autre.</translation>
    </message>
    <message>
        <source>Symbols</source>
        <translation>Symboles</translation>
    </message>
    <message>
        <source>Symbols made of a font's characters cannot be written; a square is drawn.</source>
        <translation>Les symboles faits de caractères d'une police ne peuvent pas être écrits ; un carré est dessiné.</translation>
    </message>
    <message>
        <source>Synchronized</source>
        <translation>Synchronisée</translation>
    </message>
    <message>
        <source>T&amp;MS tiles</source>
        <translation>Tuiles T&amp;MS</translation>
    </message>
    <message>
        <source>T&amp;est</source>
        <translation>T&amp;ester</translation>
    </message>
    <message>
        <source>T&amp;wo-factor seed:</source>
        <translation>&amp;Graine de double authentification :</translation>
    </message>
    <message>
        <source>TB</source>
        <translation>To</translation>
    </message>
    <message>
        <source>TIFF, Deflate</source>
        <translation>TIFF, Deflate</translation>
    </message>
    <message>
        <source>TIFF, LZW</source>
        <translation>TIFF, LZW</translation>
    </message>
    <message>
        <source>TIFF, PackBits</source>
        <translation>TIFF, PackBits</translation>
    </message>
    <message>
        <source>TIFF, uncompressed</source>
        <translation>TIFF, non compressé</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Table</translation>
    </message>
    <message>
        <source>Table, attributes</source>
        <translation>Table, attributs</translation>
    </message>
    <message>
        <source>Tables and attributes to publish</source>
        <translation>Tables et attributs à publier</translation>
    </message>
    <message>
        <source>Tables and columns get names that the Entrepôt takes: no accents, no hyphens, no reserved words.</source>
        <translation>Les tables et les colonnes prennent des noms que l'Entrepôt accepte : sans accents, sans tirets, sans mots réservés.</translation>
    </message>
    <message>
        <source>Tables into the database</source>
        <translation>Tables dans la base de données</translation>
    </message>
    <message>
        <source>Tables that hold single and multi geometries</source>
        <translation>Tables qui contiennent des géométries simples et multiples</translation>
    </message>
    <message>
        <source>Tables, the topmost first: name, style</source>
        <translation>Tables, celle du dessus d'abord : name, style</translation>
    </message>
    <message>
        <source>Tables: table, layer, attributes, filter, top_level, bottom_level</source>
        <translation>Tables : table, layer, attributes, filter, top_level, bottom_level</translation>
    </message>
    <message>
        <source>Take everything off the map; no file is touched</source>
        <translation>Tout retirer de la carte ; aucun fichier n'est touché</translation>
    </message>
    <message>
        <source>Take the changes into the data</source>
        <translation>Reprendre les modifications dans les données</translation>
    </message>
    <message>
        <source>Take the others out into files of their own if they are data (gdal_translate GTIFF_DIR:2:…).</source>
        <translation>Extrayez les autres dans des fichiers à part si ce sont des données (gdal_translate GTIFF_DIR:2:…).</translation>
    </message>
    <message>
        <source>Take the selected layer off the map; its files are not touched</source>
        <translation>Retirer la couche sélectionnée de la carte ; ses fichiers ne sont pas touchés</translation>
    </message>
    <message>
        <source>Takes a layer's data away as a GeoPackage, and brings what was edited in it back.</source>
        <translation>Emporte les données d'une couche en GeoPackage, et rapporte ce qui y a été modifié.</translation>
    </message>
    <message>
        <source>Takes over a COPC, or a VPC of COPCs, that was computed elsewhere</source>
        <translation>Recopie un COPC, ou un VPC de COPC, calculé ailleurs</translation>
    </message>
    <message>
        <source>Takes over a ROK4 raster pyramid that was computed elsewhere</source>
        <translation>Reprend une pyramide raster ROK4 calculée ailleurs</translation>
    </message>
    <message>
        <source>Takes over a ROK4 vector pyramid that was computed elsewhere</source>
        <translation>Recopie une pyramide vecteur ROK4 calculée ailleurs</translation>
    </message>
    <message>
        <source>Takes over an EPT that was computed elsewhere</source>
        <translation>Recopie un EPT calculé ailleurs</translation>
    </message>
    <message>
        <source>Takes over the files of an upload as they are</source>
        <translation>Recopie les fichiers d'une livraison tels quels</translation>
    </message>
    <message>
        <source>Takes the tables of an upload into a database</source>
        <translation>Intègre les tables d'une livraison dans une base de données</translation>
    </message>
    <message>
        <source>Temporal exclusion</source>
        <translation>Exclusion temporelle</translation>
    </message>
    <message>
        <source>Terrain</source>
        <translation>Terrain</translation>
    </message>
    <message>
        <source>Terrain (ground points)</source>
        <translation>Terrain (points du sol)</translation>
    </message>
    <message>
        <source>Terrain from ground points, lit from the north-west: readable on any map.</source>
        <translation>Le terrain d'après les points du sol, éclairé du nord-ouest : lisible sur toute carte.</translation>
    </message>
    <message>
        <source>Terrain-RGB</source>
        <translation>Terrain-RGB</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texte</translation>
    </message>
    <message>
        <source>Texts of another encoding, or encoded twice, become UTF-8.</source>
        <translation>Les textes d'un autre encodage, ou encodés deux fois, passent en UTF-8.</translation>
    </message>
    <message>
        <source>Texts written in UTF-8: %1.</source>
        <translation>Textes écrits en UTF-8 : %1.</translation>
    </message>
    <message>
        <source>The %1 did not answer. Check that its server is running, then try again.</source>
        <translation>Le %1 n'a pas répondu. Vérifiez que son serveur tourne, puis réessayez.</translation>
    </message>
    <message>
        <source>The %1 points make no cell: they lie on one line, or too far apart. Choose a larger cell, or wider voids to fill.</source>
        <translation>Les %1 points ne font aucune cellule : ils sont alignés, ou trop éloignés. Choisissez une cellule plus grande, ou de plus larges vides à combler.</translation>
    </message>
    <message>
        <source>The .json file of the pyramid to export</source>
        <translation>Le fichier .json de la pyramide à exporter</translation>
    </message>
    <message>
        <source>The BBOX is too large for this layer. Ask for a smaller area, or a larger scale.</source>
        <translation>La BBOX est trop grande pour cette couche. Demandez une zone plus petite, ou une plus grande échelle.</translation>
    </message>
    <message>
        <source>The COPC %1 is decoded: %2.</source>
        <translation>Le COPC %1 est décodé : %2.</translation>
    </message>
    <message>
        <source>The Entrepôt refuses the name of the column %1 of the layer %2 of %3: %4.</source>
        <translation>L'Entrepôt refuse le nom de la colonne %1 de la couche %2 de %3 : %4.</translation>
    </message>
    <message>
        <source>The Entrepôt refuses the name of the layer %1 of %2: %3.</source>
        <translation>L'Entrepôt refuse le nom de la couche %1 de %2 : %3.</translation>
    </message>
    <message>
        <source>The GeoPackage is too damaged to be repaired. Copy it again from its source.</source>
        <translation>Le GeoPackage est trop endommagé pour être réparé. Copiez-le à nouveau depuis sa source.</translation>
    </message>
    <message>
        <source>The GeoTIFF to write.</source>
        <translation>Le GeoTIFF à écrire.</translation>
    </message>
    <message>
        <source>The Mapbox GL style cannot be read: %1</source>
        <translation>Le style Mapbox GL ne peut pas être lu : %1</translation>
    </message>
    <message>
        <source>The PMTiles file to download has tiles of the Web Mercator grid only, and these are in %1. Leave the service download out, or choose the grid PM.</source>
        <translation>Le fichier PMTiles à télécharger ne contient que des tuiles de la grille Web Mercator, et celles-ci sont en %1. Renoncez au service download, ou choisissez la grille PM.</translation>
    </message>
    <message>
        <source>The QML file has no symbols for vector data. Save the layer's style again in QGIS.</source>
        <translation>Le fichier QML n'a pas de symboles pour des données vecteur. Enregistrez à nouveau le style de la couche dans QGIS.</translation>
    </message>
    <message>
        <source>The QML is not well-formed at line %1. Save the style anew in QGIS.</source>
        <translation>Le QML n'est pas bien formé à la ligne %1. Enregistrez à nouveau le style dans QGIS.</translation>
    </message>
    <message>
        <source>The SLD has %1 layers; “%2” is used.</source>
        <translation>Le SLD a %1 couches ; « %2 » est utilisée.</translation>
    </message>
    <message>
        <source>The SLD has %1 styles for the layer; “%2” is used.</source>
        <translation>Le SLD a %1 styles pour la couche ; « %2 » est utilisé.</translation>
    </message>
    <message>
        <source>The SLD has no rule that can be drawn on “%1”.</source>
        <translation>Le SLD n'a pas de règle qui puisse être dessinée sur « %1 ».</translation>
    </message>
    <message>
        <source>The SLD is not well-formed XML at line %1, column %2: %3</source>
        <translation>Le SLD n'est pas du XML bien formé à la ligne %1, colonne %2 : %3</translation>
    </message>
    <message>
        <source>The SRID %1 of the table %2 is none of EPSG's, and the dump does not define it: assign a CRS.</source>
        <translation>Le SRID %1 de la table %2 n'est pas de l'EPSG, et le dump ne le définit pas : attribuez un système.</translation>
    </message>
    <message>
        <source>The TMS answered with something that is no TileMap.</source>
        <translation>Le TMS a répondu par quelque chose qui n'est pas un TileMap.</translation>
    </message>
    <message>
        <source>The TOTP seed is empty.</source>
        <translation>La graine TOTP est vide.</translation>
    </message>
    <message>
        <source>The TOTP seed may hold the letters A to Z and the digits 2 to 7 only.</source>
        <translation>La graine TOTP ne peut contenir que les lettres A à Z et les chiffres 2 à 7.</translation>
    </message>
    <message>
        <source>The TileMap of "%1" names no levels.</source>
        <translation>Le TileMap de "%1" ne nomme aucun niveau.</translation>
    </message>
    <message>
        <source>The URL is too long.</source>
        <translation>L'URL est trop longue.</translation>
    </message>
    <message>
        <source>The WMS answered with something that is no capabilities document.</source>
        <translation>Le WMS a répondu par quelque chose qui n'est pas un document de capacités.</translation>
    </message>
    <message>
        <source>The WMS has no layer "%1".</source>
        <translation>Le WMS n'a pas de couche "%1".</translation>
    </message>
    <message>
        <source>The WMS layer "%1" cannot be shown.</source>
        <translation>La couche WMS "%1" ne peut pas être montrée.</translation>
    </message>
    <message>
        <source>The WMTS did not answer. Check that its server is running, then try again.</source>
        <translation>Le WMTS n'a pas répondu. Vérifiez que son serveur fonctionne, puis recommencez.</translation>
    </message>
    <message>
        <source>The WMTS has no layer called "%1". It may have been unpublished: refresh the list.</source>
        <translation>Le WMTS n'a pas de couche appelée "%1". Elle a peut-être été dépubliée : actualisez la liste.</translation>
    </message>
    <message>
        <source>The WMTS layer "%1" cannot be shown.</source>
        <translation>La couche WMTS "%1" ne peut pas être montrée.</translation>
    </message>
    <message>
        <source>The WMTS layer "%1" has no tile matrix set or no picture format that can be shown.</source>
        <translation>La couche WMTS "%1" n'a pas de jeu de matrices de tuiles ou de format d'image qui puisse être montré.</translation>
    </message>
    <message>
        <source>The anchor of symbols cannot be written.</source>
        <translation>L'ancre des symboles ne peut pas être écrite.</translation>
    </message>
    <message>
        <source>The attribution has a page but no text.</source>
        <translation>L'attribution a une page mais pas de texte.</translation>
    </message>
    <message>
        <source>The body is larger than this server takes.</source>
        <translation>Le corps est plus gros que ce serveur n'accepte.</translation>
    </message>
    <message>
        <source>The body is not JSON: %1 at byte %2.</source>
        <translation>Le corps n'est pas du JSON : %1 à l'octet %2.</translation>
    </message>
    <message>
        <source>The body must be a JSON array.</source>
        <translation>Le corps doit être un tableau JSON.</translation>
    </message>
    <message>
        <source>The body must be a JSON object.</source>
        <translation>Le corps doit être un objet JSON.</translation>
    </message>
    <message>
        <source>The buffer must be from 0 to the tile's %1 units, not %2.</source>
        <translation>La marge doit être de 0 aux %1 unités de la tuile, pas %2.</translation>
    </message>
    <message>
        <source>The callouts of labels cannot be written.</source>
        <translation>Les connecteurs des étiquettes ne peuvent pas être écrits.</translation>
    </message>
    <message>
        <source>The cells of %1 are shifted by %2 of a cell against those of the other files.</source>
        <translation>Les cellules de %1 sont décalées de %2 cellule par rapport à celles des autres fichiers.</translation>
    </message>
    <message>
        <source>The changes of this version are not kept any more. Take the whole data.</source>
        <translation>Les modifications de cette version ne sont plus gardées. Prenez les données entières.</translation>
    </message>
    <message>
        <source>The changes that were sent before have arrived.</source>
        <translation>Les modifications envoyées auparavant sont arrivées.</translation>
    </message>
    <message>
        <source>The changes were made to another state of the data. Pull first.</source>
        <translation>Les modifications portent sur un autre état des données. Faites d'abord un pull.</translation>
    </message>
    <message>
        <source>The check “%1” is not for uploads of the type %2.</source>
        <translation>La vérification « %1 » n'est pas pour les livraisons du type %2.</translation>
    </message>
    <message>
        <source>The checks are still running.</source>
        <translation>Les contrôles sont encore en cours.</translation>
    </message>
    <message>
        <source>The checks found what keeps the data from being published.</source>
        <translation>Les contrôles ont trouvé ce qui empêche de publier les données.</translation>
    </message>
    <message>
        <source>The checks stop the publication: put right what is said above, then run the same again.</source>
        <translation>Les contrôles arrêtent la publication : corrigez ce qui est dit ci-dessus, puis relancez la même commande.</translation>
    </message>
    <message>
        <source>The checks stop the work: put right what is said above, then run the same again.</source>
        <translation>Les contrôles arrêtent le travail : corrigez ce qui est dit ci-dessus, puis relancez la même commande.</translation>
    </message>
    <message>
        <source>The chunk table of %1 is missing or damaged; its points were found without it.</source>
        <translation>La table des blocs de %1 manque ou est endommagée ; ses points ont été trouvés sans elle.</translation>
    </message>
    <message>
        <source>The classes were not computed to the end.</source>
        <translation>Les classes n'ont pas été calculées jusqu'au bout.</translation>
    </message>
    <message>
        <source>The colours of %1 are 8-bit values in 16-bit fields: most programs show them black.</source>
        <translation>Les couleurs de %1 sont des valeurs de 8 bits dans des champs de 16 bits : la plupart des logiciels les montrent noires.</translation>
    </message>
    <message>
        <source>The column %1 has moments that are finer than a millisecond, or none of the calendar: they are kept as texts.</source>
        <translation>La colonne %1 a des instants plus fins que la milliseconde, ou hors du calendrier : ils sont gardés comme textes.</translation>
    </message>
    <message>
        <source>The column %1 has numbers of more digits than a number can hold here: they are kept as texts.</source>
        <translation>La colonne %1 a des nombres de plus de chiffres qu'un nombre n'en tient ici : ils sont gardés comme textes.</translation>
    </message>
    <message>
        <source>The column %1 of the table %2 cannot be renamed to %3.</source>
        <translation>La colonne %1 de la table %2 ne peut pas être renommée en %3.</translation>
    </message>
    <message>
        <source>The column %1 of the table “%2” holds binary data, which tiles cannot hold; it was left out.</source>
        <translation>La colonne %1 de la table « %2 » contient des données binaires, que les tuiles ne peuvent pas contenir ; elle a été laissée de côté.</translation>
    </message>
    <message>
        <source>The column %2 of %1 is named %3 here. Give it its name back.</source>
        <translation>La colonne %2 de %1 s'appelle ici %3. Redonnez-lui son nom.</translation>
    </message>
    <message>
        <source>The column %2 of %1 was of the type %3 and is of the type %4 here. Give it its type back.</source>
        <translation>La colonne %2 de %1 était de type %3 et est ici de type %4. Redonnez-lui son type.</translation>
    </message>
    <message>
        <source>The column %2 of %1 was removed here. Add it again with its type; to empty it, set its values to NULL.</source>
        <translation>La colonne %2 de %1 a été supprimée ici. Ajoutez-la de nouveau avec son type ; pour la vider, mettez ses valeurs à NULL.</translation>
    </message>
    <message>
        <source>The column %2 was added to %1 here, and the layer has none of that name. Remove it, or publish the file with tuilerie-cli update.</source>
        <translation>La colonne %2 a été ajoutée ici à %1, et la couche n'en a pas de ce nom. Supprimez-la, ou publiez le fichier avec tuilerie-cli update.</translation>
    </message>
    <message>
        <source>The columns %1 and %2 of the layer %3 of %4 get the same name (%5) at the Entrepôt.</source>
        <translation>Les colonnes %1 et %2 de la couche %3 de %4 reçoivent le même nom (%5) dans l'Entrepôt.</translation>
    </message>
    <message>
        <source>The configuration is on this endpoint already. Synchronize or delete that offering.</source>
        <translation>La configuration est déjà sur ce point d'accès. Synchronisez ou supprimez cette offre.</translation>
    </message>
    <message>
        <source>The configuration is published. Delete its offerings first.</source>
        <translation>La configuration est publiée. Supprimez d'abord ses offres.</translation>
    </message>
    <message>
        <source>The connection to %1 broke. Try again.</source>
        <translation>La connexion à %1 s'est rompue. Réessayez.</translation>
    </message>
    <message>
        <source>The coordinate reference system %1 cannot be written as WKT 1, which point cloud readers expect. Assign another.</source>
        <translation>Le système de coordonnées %1 ne peut pas s'écrire en WKT 1, que les lecteurs de nuages de points attendent. Attribuez-en un autre.</translation>
    </message>
    <message>
        <source>The coordinate reference system of %1 cannot be read. Assign one.</source>
        <translation>Le système de coordonnées de %1 ne peut pas être lu. Attribuez-en un.</translation>
    </message>
    <message>
        <source>The coordinates are too far from 0 for this cell size. Run the checks on the files, or choose a larger cell.</source>
        <translation>Les coordonnées sont trop loin de 0 pour cette taille de cellule. Lancez les contrôles sur les fichiers, ou choisissez une cellule plus grande.</translation>
    </message>
    <message>
        <source>The coordinates of %1 are in steps of %2, %3, %4, those of most files in %5, %6, %7.</source>
        <translation>Les coordonnées de %1 vont par pas de %2, %3, %4, celles de la plupart des fichiers par pas de %5, %6, %7.</translation>
    </message>
    <message>
        <source>The coordinates of %1 do not fit with the others' into 32 bits at a step of %2: it lies too far away. Leave it out, or make two pyramids.</source>
        <translation>Les coordonnées de %1 ne tiennent pas avec celles des autres sur 32 bits au pas de %2 : il est trop loin. Laissez-le de côté, ou faites deux pyramides.</translation>
    </message>
    <message>
        <source>The coordinates of “%1” are taken to be in this CRS where its files do not say theirs. No file is changed.</source>
        <translation>Les coordonnées de « %1 » sont prises dans ce SCR là où ses fichiers ne disent pas le leur. Aucun fichier n'est modifié.</translation>
    </message>
    <message>
        <source>The copy %1 cannot be written. Look whether its disk is full, or choose another place or format.</source>
        <translation>La copie %1 ne peut pas être écrite. Voyez si son disque est plein, ou choisissez un autre endroit ou format.</translation>
    </message>
    <message>
        <source>The copy %1 cannot be written: %2. Choose another place or format.</source>
        <translation>La copie %1 ne peut pas être écrite : %2. Choisissez un autre endroit ou un autre format.</translation>
    </message>
    <message>
        <source>The copy gets a new spatial index of all features.</source>
        <translation>La copie reçoit un nouvel index spatial de tous ses objets.</translation>
    </message>
    <message>
        <source>The copy is written: %1. The original is as it was. With “Use the copy” it takes the original's place here, and is checked.</source>
        <translation>La copie est écrite : %1. L'original est resté tel quel. Avec « Utiliser la copie », elle prend ici la place de l'original et est contrôlée.</translation>
    </message>
    <message>
        <source>The copy stands on version %1.</source>
        <translation>La copie est à la version %1.</translation>
    </message>
    <message>
        <source>The data are a point cloud pyramid already: they are published for download as they are.</source>
        <translation>Les données sont déjà une pyramide de nuage de points : elles sont publiées telles quelles en téléchargement.</translation>
    </message>
    <message>
        <source>The data folder was written by a newer version of this program. Install that version.</source>
        <translation>Le dossier de données a été écrit par une version plus récente de ce programme. Installez cette version.</translation>
    </message>
    <message>
        <source>The data folder “%1” is in use by %2 (process %3). Stop it, or give another folder with --data.</source>
        <translation>Le dossier de données « %1 » est utilisé par %2 (processus %3). Arrêtez-le, ou donnez un autre dossier avec --data.</translation>
    </message>
    <message>
        <source>The data have no table %1. They have %2.</source>
        <translation>Les données n'ont pas de table %1. Elles ont %2.</translation>
    </message>
    <message>
        <source>The data have no table with a geometry.</source>
        <translation>Les données n'ont pas de table avec une géométrie.</translation>
    </message>
    <message>
        <source>The data have places that one sees through, but JPEG tiles are opaque: WMTS and TMS show them in the nodata colour. Choose PNG (--format PNG) to see through them.</source>
        <translation>Les données ont des endroits transparents, mais les tuiles JPEG sont opaques : WMTS et TMS les montrent dans la couleur nodata. Choisissez PNG (--format PNG) pour la transparence.</translation>
    </message>
    <message>
        <source>The data name no CRS. Say it: --crs EPSG:2154.</source>
        <translation>Les données ne nomment pas de système de coordonnées. Dites-le : --crs EPSG:2154.</translation>
    </message>
    <message>
        <source>The data of layer “%1” cannot be read. Publish it again.</source>
        <translation>Les données de la couche « %1 » ne peuvent pas être lues. Publiez-la de nouveau.</translation>
    </message>
    <message>
        <source>The data set is not open.</source>
        <translation>Le jeu de données n'est pas ouvert.</translation>
    </message>
    <message>
        <source>The database %1 cannot be made. Check the room on the disk and its rights.</source>
        <translation>La base de données %1 ne peut pas être créée. Vérifiez la place sur le disque et ses droits.</translation>
    </message>
    <message>
        <source>The database %1 cannot be written whole. Check the room on the disk.</source>
        <translation>La base de données %1 ne peut pas être écrite en entier. Vérifiez la place sur le disque.</translation>
    </message>
    <message>
        <source>The database cannot be completed.</source>
        <translation>La base de données ne peut pas être achevée.</translation>
    </message>
    <message>
        <source>The database cannot be read or written. Check the rights of the data folder.</source>
        <translation>La base de données ne peut être lue ou écrite. Vérifiez les droits du dossier de données.</translation>
    </message>
    <message>
        <source>The database has no table “%1”. It has %2.</source>
        <translation>La base de données n'a pas de table « %1 ». Elle a %2.</translation>
    </message>
    <message>
        <source>The database is damaged. Restore the data folder from a backup.</source>
        <translation>La base de données est abîmée. Restaurez le dossier de données depuis une sauvegarde.</translation>
    </message>
    <message>
        <source>The database is in use by another program. Stop it and try again.</source>
        <translation>La base de données est utilisée par un autre programme. Arrêtez-le et recommencez.</translation>
    </message>
    <message>
        <source>The database is there already.</source>
        <translation>La base de données est déjà là.</translation>
    </message>
    <message>
        <source>The database refused a statement of this program. Please report it.</source>
        <translation>La base de données a refusé une instruction de ce programme. Merci de le signaler.</translation>
    </message>
    <message>
        <source>The database “%1” has no table “%2”.</source>
        <translation>La base de données « %1 » n'a pas de table « %2 ».</translation>
    </message>
    <message>
        <source>The datastore has no open %1 service with room left. Unpublish a layer there, or ask for more.</source>
        <translation>L'entrepôt n'a pas de service %1 ouvert avec de la place. Dépubliez-y une couche, ou demandez-en plus.</translation>
    </message>
    <message>
        <source>The datastore has no private %1 service with room left. Unpublish a layer there, or ask for one.</source>
        <translation>L'entrepôt n'a pas de service %1 privé avec de la place. Dépubliez-y une couche, ou demandez-en un.</translation>
    </message>
    <message>
        <source>The datastore of this server</source>
        <translation>L'entrepôt de ce serveur</translation>
    </message>
    <message>
        <source>The density of %1 is very uneven: its densest parts hold %2 times as many points as the middle ones.</source>
        <translation>La densité de %1 est très inégale : ses parties les plus denses contiennent %2 fois plus de points que les parties médianes.</translation>
    </message>
    <message>
        <source>The description of the compression does not fit the points. Copy the file again from its source, or compress it again.</source>
        <translation>La description de la compression ne correspond pas aux points. Copiez à nouveau le fichier depuis sa source, ou compressez-le à nouveau.</translation>
    </message>
    <message>
        <source>The directory of %1 is damaged at its entry %2. Copy it again from its source.</source>
        <translation>Le répertoire de %1 est abîmé à son entrée %2. Recopiez-le depuis sa source.</translation>
    </message>
    <message>
        <source>The disk that holds %1 is full. Free some space, then start again.</source>
        <translation>Le disque qui porte %1 est plein. Libérez de la place, puis recommencez.</translation>
    </message>
    <message>
        <source>The distance of labels from their line is not applied.</source>
        <translation>La distance des étiquettes à leur ligne n'est pas appliquée.</translation>
    </message>
    <message>
        <source>The draft that was kept cannot be read. Start a new publication.</source>
        <translation>Le brouillon gardé ne peut pas être lu. Commencez une nouvelle publication.</translation>
    </message>
    <message>
        <source>The drawing effects in “%1” cannot be written.</source>
        <translation>Les effets de dessin de « %1 » ne peuvent pas être écrits.</translation>
    </message>
    <message>
        <source>The drawing effects of the layer cannot be written.</source>
        <translation>Les effets de dessin de la couche ne peuvent pas être écrits.</translation>
    </message>
    <message>
        <source>The dump %1 cannot be read at its line %2: %3</source>
        <translation>Le dump %1 ne peut pas être lu à sa ligne %2 : %3</translation>
    </message>
    <message>
        <source>The embedded server (process %1) does not end. End it by hand.</source>
        <translation>Le serveur intégré (processus %1) ne s'arrête pas. Arrêtez-le à la main.</translation>
    </message>
    <message>
        <source>The embedded server does not run.</source>
        <translation>Le serveur intégré ne fonctionne pas.</translation>
    </message>
    <message>
        <source>The embedded server does not start. Its log says why: %1</source>
        <translation>Le serveur intégré ne démarre pas. Son journal dit pourquoi : %1</translation>
    </message>
    <message>
        <source>The embedded server does not start: %1 cannot be run.</source>
        <translation>Le serveur intégré ne démarre pas : %1 ne peut pas être exécuté.</translation>
    </message>
    <message>
        <source>The embedded server ended five times within five minutes. Its log says why: %1</source>
        <translation>Le serveur intégré s'est arrêté cinq fois en cinq minutes. Son journal dit pourquoi : %1</translation>
    </message>
    <message>
        <source>The embedded server is no longer looked after.</source>
        <translation>Le serveur intégré n’est plus surveillé.</translation>
    </message>
    <message>
        <source>The embedded server is not there again after a minute. Start it by its light.</source>
        <translation>Le serveur intégré n’est pas revenu au bout d’une minute. Démarrez-le par son voyant.</translation>
    </message>
    <message>
        <source>The embedded server runs at %1 (process %2).</source>
        <translation>Le serveur intégré répond à %1 (processus %2).</translation>
    </message>
    <message>
        <source>The embedded server stopped unexpectedly and is started again.</source>
        <translation>Le serveur intégré s’est arrêté de façon inattendue et est redémarré.</translation>
    </message>
    <message>
        <source>The embedded server was stopped.</source>
        <translation>Le serveur intégré a été arrêté.</translation>
    </message>
    <message>
        <source>The endpoint serves %1, the configuration is of the type %2.</source>
        <translation>Le point d'accès sert %1, la configuration est du type %2.</translation>
    </message>
    <message>
        <source>The entry “%2” of %1 is damaged. Copy the zip again from its source.</source>
        <translation>L'entrée « %2 » de %1 est abîmée. Recopiez le zip depuis sa source.</translation>
    </message>
    <message>
        <source>The estimate is not there yet.</source>
        <translation>L'estimation n'est pas encore là.</translation>
    </message>
    <message>
        <source>The execution has been launched already (status %1).</source>
        <translation>L'exécution a déjà été lancée (état %1).</translation>
    </message>
    <message>
        <source>The execution has not finished. Abort it first.</source>
        <translation>L'exécution n'est pas terminée. Interrompez-la d'abord.</translation>
    </message>
    <message>
        <source>The extent %1 %2 %3 %4 (%5) cannot be transformed to %6. Check that the right coordinate reference system is assigned.</source>
        <translation>L'emprise %1 %2 %3 %4 (%5) ne peut pas être transformée en %6. Vérifiez que le bon système de coordonnées est attribué.</translation>
    </message>
    <message>
        <source>The extra attribute "%1" of %2 is of another type or scale than in %3.</source>
        <translation>L’attribut supplémentaire « %1 » de %2 est d’un autre type ou d’une autre échelle que dans %3.</translation>
    </message>
    <message>
        <source>The extra bytes “%1” mean something else in %2 than in the files before it. Rename them, or make two pyramids.</source>
        <translation>Les octets supplémentaires « %1 » ont un autre sens dans %2 que dans les fichiers qui le précèdent. Renommez-les, ou faites deux pyramides.</translation>
    </message>
    <message>
        <source>The feature is no longer in the file.</source>
        <translation>L'objet n'est plus dans le fichier.</translation>
    </message>
    <message>
        <source>The file %1 is not there.</source>
        <translation>Le fichier %1 n'est pas là.</translation>
    </message>
    <message>
        <source>The file does not have the MD5 sum that was given for it.</source>
        <translation>Le fichier n'a pas la somme MD5 donnée pour lui.</translation>
    </message>
    <message>
        <source>The file has %1 bytes where its index ends at %2: the slab is truncated or its index is damaged. Generate it again.</source>
        <translation>Le fichier a %1 octets alors que son index finit à %2 : la dalle est tronquée ou son index abîmé. Générez-la de nouveau.</translation>
    </message>
    <message>
        <source>The file has an MD5 sum but was not delivered.</source>
        <translation>Le fichier a une somme MD5 mais n'a pas été livré.</translation>
    </message>
    <message>
        <source>The file is gone or has another size than when it was delivered.</source>
        <translation>Le fichier a disparu ou n'a plus la taille qu'il avait à la livraison.</translation>
    </message>
    <message>
        <source>The file is no style: &lt;StyledLayerDescriptor&gt; is expected, it begins with &lt;%1&gt;.</source>
        <translation>Le fichier n'est pas un style : on attend &lt;StyledLayerDescriptor&gt;, il commence par &lt;%1&gt;.</translation>
    </message>
    <message>
        <source>The file is not a ROK4 style: JSON with a member “identifier” is expected.</source>
        <translation>Le fichier n'est pas un style ROK4 : du JSON avec un membre « identifier » est attendu.</translation>
    </message>
    <message>
        <source>The file is not an ISO 19139 record with a gmd:fileIdentifier. %1</source>
        <translation>Le fichier n'est pas une fiche ISO 19139 avec un gmd:fileIdentifier. %1</translation>
    </message>
    <message>
        <source>The file is not used: it is no data of the kind that the upload is of.</source>
        <translation>Le fichier n’est pas utilisé : ce ne sont pas des données du type de la livraison.</translation>
    </message>
    <message>
        <source>The file is there already.</source>
        <translation>Le fichier est déjà là.</translation>
    </message>
    <message>
        <source>The file of your secrets cannot be read any more: it was changed, or its key was. Sign in again.</source>
        <translation>Le fichier de vos secrets ne peut plus être lu : lui ou sa clé a été modifié. Connectez-vous de nouveau.</translation>
    </message>
    <message>
        <source>The file to write</source>
        <translation>Le fichier à écrire</translation>
    </message>
    <message>
        <source>The files are in %1, the upload says %2.</source>
        <translation>Les fichiers sont en %1, la livraison dit %2.</translation>
    </message>
    <message>
        <source>The files are in several coordinate systems: %1 in %2 and %3 in %4. Publish them separately, or reproject some of them first.</source>
        <translation>Les fichiers sont dans plusieurs systèmes de coordonnées : %1 en %2 et %3 en %4. Publiez-les à part, ou reprojetez-en d'abord une partie.</translation>
    </message>
    <message>
        <source>The files are so small and so many that an overview would hold nearly all of their points: it is left out. A merged COPC shows them better.</source>
        <translation>Les fichiers sont si petits et si nombreux qu'une vue d'ensemble contiendrait presque tous leurs points : elle n'est pas faite. Un COPC fusionné les montre mieux.</translation>
    </message>
    <message>
        <source>The files do not all have the same extra bytes. What a file lacks is 0.</source>
        <translation>Les fichiers n'ont pas tous les mêmes octets supplémentaires. Ce qui manque à un fichier vaut 0.</translation>
    </message>
    <message>
        <source>The files do not say their CRS: assign one.</source>
        <translation>Les fichiers ne disent pas leur SCR : attribuez-en un.</translation>
    </message>
    <message>
        <source>The files do not say which coordinate reference system their coordinates are in. Choose the one that they were made in; the files themselves are not changed.</source>
        <translation>Les fichiers ne disent pas dans quel système de coordonnées ils sont. Choisissez celui dans lequel ils ont été produits ; les fichiers eux-mêmes ne sont pas modifiés.</translation>
    </message>
    <message>
        <source>The files follow each other in another order than before: all is made again.</source>
        <translation>Les fichiers se suivent dans un autre ordre qu’avant : tout est recalculé.</translation>
    </message>
    <message>
        <source>The files have changed since this publication was begun: it starts again.</source>
        <translation>Les fichiers ont changé depuis le début de cette publication : elle recommence.</translation>
    </message>
    <message>
        <source>The files have different CRSs: %1 is in %2, %3 is in %4. Bring them to one CRS, or derive from them separately.</source>
        <translation>Les fichiers ont des systèmes de coordonnées différents : %1 est en %2, %3 est en %4. Ramenez-les à un seul, ou traitez-les séparément.</translation>
    </message>
    <message>
        <source>The files have different point formats; the pyramid has format %1. What a file lacks is 0.</source>
        <translation>Les fichiers ont des formats de point différents ; la pyramide a le format %1. Ce qui manque à un fichier vaut 0.</translation>
    </message>
    <message>
        <source>The files have no table. Deliver GeoPackage, Shapefile, GeoJSON, FlatGeobuf or CSV files with data.</source>
        <translation>Les fichiers n'ont pas de table. Livrez des fichiers GeoPackage, Shapefile, GeoJSON, FlatGeobuf ou CSV avec des données.</translation>
    </message>
    <message>
        <source>The files hold no point.</source>
        <translation>Les fichiers ne contiennent aucun point.</translation>
    </message>
    <message>
        <source>The files lie over each other in another order than before: all is made again.</source>
        <translation>Les fichiers se superposent dans un autre ordre qu’avant : tout est recalculé.</translation>
    </message>
    <message>
        <source>The files need %1 unpacked, and the disk that holds %2 has %3 left. Free some space, or unpack them elsewhere and name the folder.</source>
        <translation>Les fichiers prennent %1 décompressés, et il reste %3 sur le disque qui contient %2. Libérez de la place, ou décompressez-les ailleurs et nommez le dossier.</translation>
    </message>
    <message>
        <source>The files store their coordinates in steps that are no multiples of each other; they are rounded to the finest, %1.</source>
        <translation>Les fichiers stockent leurs coordonnées par pas qui ne sont pas multiples l'un de l'autre ; elles sont arrondies au plus fin, %1.</translation>
    </message>
    <message>
        <source>The files that were sent could not be deleted on the server: %1</source>
        <translation>Les fichiers envoyés n'ont pas pu être supprimés du serveur : %1</translation>
    </message>
    <message>
        <source>The filter cannot be read: %1</source>
        <translation>Le filtre ne peut pas être lu : %1</translation>
    </message>
    <message>
        <source>The filter cannot be used: %1</source>
        <translation>Le filtre ne peut pas être utilisé : %1</translation>
    </message>
    <message>
        <source>The filter of the rule “%1” cannot be read; the rule is not drawn.</source>
        <translation>Le filtre de la règle « %1 » ne peut pas être lu ; la règle n'est pas dessinée.</translation>
    </message>
    <message>
        <source>The filter “%1” cannot be said in SLD 1.0.0; the rule “%2” is left out.</source>
        <translation>Le filtre « %1 » ne peut pas se dire en SLD 1.0.0 ; la règle « %2 » est laissée de côté.</translation>
    </message>
    <message>
        <source>The filter “%1” of the table “%2” is not understood: %3. Write it like name = 'value' AND number &gt; 3.</source>
        <translation>Le filtre « %1 » de la table « %2 » n'est pas compris : %3. Écrivez-le comme nom = 'valeur' AND nombre &gt; 3.</translation>
    </message>
    <message>
        <source>The finest level to export (the pyramid's finest); a COG has its cells.</source>
        <translation>Le niveau le plus fin à exporter (le plus fin de la pyramide) ; un COG a ses cellules.</translation>
    </message>
    <message>
        <source>The folder %1 cannot be opened: no permission. Ask for the right to read it, or name only the others.</source>
        <translation>Le dossier %1 ne peut pas être ouvert : droits insuffisants. Demandez le droit de le lire, ou ne nommez que les autres.</translation>
    </message>
    <message>
        <source>The folder %1 does not exist. Make it, or choose another output.</source>
        <translation>Le dossier %1 n'existe pas. Créez-le, ou choisissez une autre sortie.</translation>
    </message>
    <message>
        <source>The folder %1 exists already and is not empty. Choose another output, or remove it first.</source>
        <translation>Le dossier %1 existe déjà et n'est pas vide. Choisissez une autre sortie, ou supprimez-le d'abord.</translation>
    </message>
    <message>
        <source>The folder %1 holds no ept.json: it is no EPT.</source>
        <translation>Le dossier %1 ne contient pas d'ept.json : ce n'est pas un EPT.</translation>
    </message>
    <message>
        <source>The folder “%1” could not be removed whole. Check its rights and remove it by hand.</source>
        <translation>Le dossier « %1 » n'a pas pu être supprimé en entier. Vérifiez ses droits et supprimez-le à la main.</translation>
    </message>
    <message>
        <source>The font size %1 is rounded to %2.</source>
        <translation>La taille de police %1 est arrondie à %2.</translation>
    </message>
    <message>
        <source>The form field “%1” is too long.</source>
        <translation>Le champ de formulaire « %1 » est trop long.</translation>
    </message>
    <message>
        <source>The form field “grant_type” is missing.</source>
        <translation>Le champ de formulaire « grant_type » manque.</translation>
    </message>
    <message>
        <source>The form has too many fields.</source>
        <translation>Le formulaire a trop de champs.</translation>
    </message>
    <message>
        <source>The form in which the points are downloaded, and the picture that is made of them for the map services.</source>
        <translation>La forme sous laquelle les points sont téléchargés, et l'image qui en est tirée pour les services de carte.</translation>
    </message>
    <message>
        <source>The format of the file.</source>
        <translation>Le format du fichier.</translation>
    </message>
    <message>
        <source>The format “%1” is not served.</source>
        <translation>Le format « %1 » n'est pas servi.</translation>
    </message>
    <message>
        <source>The geometry function “%1” in the rule “%2” is not applied.</source>
        <translation>La fonction de géométrie « %1 » de la règle « %2 » n'est pas appliquée.</translation>
    </message>
    <message>
        <source>The gmd:fileIdentifier of a record cannot change. Create another record.</source>
        <translation>Le gmd:fileIdentifier d'une fiche ne peut pas changer. Créez une autre fiche.</translation>
    </message>
    <message>
        <source>The grid %1 has no level “%2”. Its levels are %3.</source>
        <translation>La grille %1 n'a pas de niveau « %2 ». Ses niveaux sont %3.</translation>
    </message>
    <message>
        <source>The header of %1 announces %2 variable length records, but only %3 lie in the file.</source>
        <translation>L’en-tête de %1 annonce %2 enregistrements de longueur variable, mais le fichier n’en contient que %3.</translation>
    </message>
    <message>
        <source>The header of %1 counts %2 points of return %3, but there are %4.</source>
        <translation>L’en-tête de %1 compte %2 points de retour %3, mais il y en a %4.</translation>
    </message>
    <message>
        <source>The header of %1 gives a smaller extent than its points have.</source>
        <translation>L'en-tête de %1 donne une emprise plus petite que celle de ses points.</translation>
    </message>
    <message>
        <source>The header of %1 gives an impossible extent (no numbers, or the least above the most).</source>
        <translation>L’en-tête de %1 donne une emprise impossible (pas des nombres, ou un minimum au-dessus du maximum).</translation>
    </message>
    <message>
        <source>The header of %1 gives no sound extent; it is measured from the points.</source>
        <translation>L'en-tête de %1 ne donne pas d'emprise juste ; elle est mesurée d'après les points.</translation>
    </message>
    <message>
        <source>The header of %1 says %2 points, but %3 bytes of points lie behind them: they are not read.</source>
        <translation>L’en-tête de %1 dit %2 points, mais %3 octets de points suivent : ils ne sont pas lus.</translation>
    </message>
    <message>
        <source>The header of %1 says %2 points, but %3 bytes of points lie behind them: they are not read. Repair the count in its header.</source>
        <translation>L’en-tête de %1 annonce %2 points, mais %3 octets de points se trouvent derrière : ils ne sont pas lus. Corrigez le nombre dans son en-tête.</translation>
    </message>
    <message>
        <source>The header of %1 says %2 points, but it holds %3, which are used.</source>
        <translation>L’en-tête de %1 annonce %2 points, mais il en contient %3, qui sont utilisés.</translation>
    </message>
    <message>
        <source>The header of %1 says %2 points, but it holds %3.</source>
        <translation>L’en-tête de %1 dit %2 points, mais il en contient %3.</translation>
    </message>
    <message>
        <source>The header of %1 says that %2 goes from %3 to %4, but its points go from %5 to %6.</source>
        <translation>L’en-tête de %1 dit que %2 va de %3 à %4, mais ses points vont de %5 à %6.</translation>
    </message>
    <message>
        <source>The header of %1 states impossible scales. Run the checks, and repair it or leave it out.</source>
        <translation>L’en-tête de %1 donne des échelles impossibles. Lancez les contrôles, et réparez-le ou laissez-le de côté.</translation>
    </message>
    <message>
        <source>The header says now that it is a GeoPackage.</source>
        <translation>L'en-tête dit maintenant que c'est un GeoPackage.</translation>
    </message>
    <message>
        <source>The headers of the files are still being read.</source>
        <translation>Les en-têtes des fichiers sont encore en cours de lecture.</translation>
    </message>
    <message>
        <source>The hierarchy of %1 is compressed, which cannot be read. Make the EPT again with a hierarchy of type json.</source>
        <translation>La hiérarchie de %1 est compressée, ce qui ne peut pas être lu. Refaites l'EPT avec une hiérarchie de type json.</translation>
    </message>
    <message>
        <source>The index puts the tile at byte %1, but it belongs at byte %2: the index is damaged. Generate the slab again.</source>
        <translation>L'index place la tuile à l'octet %1, mais sa place est à l'octet %2 : l'index est abîmé. Générez la dalle de nouveau.</translation>
    </message>
    <message>
        <source>The input stored data “%1” does not exist.</source>
        <translation>La donnée stockée « %1 » donnée en entrée n'existe pas.</translation>
    </message>
    <message>
        <source>The input upload “%1” does not exist.</source>
        <translation>La livraison d'entrée « %1 » n'existe pas.</translation>
    </message>
    <message>
        <source>The interpolation “%1” is not known. Choose nn, linear, bicubic or lanczos.</source>
        <translation>L'interpolation « %1 » n'est pas connue. Choisissez nn, linear, bicubic ou lanczos.</translation>
    </message>
    <message>
        <source>The job has finished: there is nothing to cancel.</source>
        <translation>Le travail est terminé : il n'y a rien à annuler.</translation>
    </message>
    <message>
        <source>The job has finished: there is nothing to pause.</source>
        <translation>Le travail est terminé : il n'y a rien à suspendre.</translation>
    </message>
    <message>
        <source>The job has not finished. Cancel it first.</source>
        <translation>Le travail n'est pas terminé. Annulez-le d'abord.</translation>
    </message>
    <message>
        <source>The job is being cancelled: it cannot be paused any more.</source>
        <translation>Le travail est en cours d'annulation : il ne peut plus être suspendu.</translation>
    </message>
    <message>
        <source>The job is still running. Wait until it has paused.</source>
        <translation>Le travail est encore en cours. Attendez qu'il soit suspendu.</translation>
    </message>
    <message>
        <source>The journal in %1 is damaged at its beginning. The run begins anew.</source>
        <translation>Le journal dans %1 est endommagé à son début. L'exécution recommence.</translation>
    </message>
    <message>
        <source>The journal in %1 is damaged in its middle, after %2 records. What it says behind them is not trusted and is made again.</source>
        <translation>Le journal dans %1 est endommagé en son milieu, après %2 enregistrements. Ce qu'il dit ensuite n'est pas cru et est refait.</translation>
    </message>
    <message>
        <source>The journal in %1 is damaged. Remove that folder and start again.</source>
        <translation>Le journal de %1 est endommagé. Supprimez ce dossier et recommencez.</translation>
    </message>
    <message>
        <source>The journal's folder was changed during the run. Resume to make the missing part again.</source>
        <translation>Le dossier du journal a changé pendant l'exécution. Reprenez pour refaire la partie manquante.</translation>
    </message>
    <message>
        <source>The kept style cannot be read. Style the layer anew.</source>
        <translation>Le style gardé ne peut pas être lu. Refaites le style de la couche.</translation>
    </message>
    <message>
        <source>The key has no access with the identifier “%1”.</source>
        <translation>La clé n'a pas d'accès d'identifiant « %1 ».</translation>
    </message>
    <message>
        <source>The keychain does not answer. Start your desktop's keychain, or set TUILERIE_SECRETS=file.</source>
        <translation>Le trousseau ne répond pas. Démarrez celui de votre bureau, ou définissez TUILERIE_SECRETS=file.</translation>
    </message>
    <message>
        <source>The keychain is locked. Unlock it (by signing in to your desktop, or in its password manager), then try again; without a desktop, set TUILERIE_SECRETS=file.</source>
        <translation>Le trousseau est verrouillé. Déverrouillez-le (en ouvrant votre session, ou dans son gestionnaire de mots de passe), puis réessayez ; sans bureau, définissez TUILERIE_SECRETS=file.</translation>
    </message>
    <message>
        <source>The label of the rule “%1” is not a field's value; it is not drawn.</source>
        <translation>L'étiquette de la règle « %1 » n'est pas la valeur d'un champ ; elle n'est pas dessinée.</translation>
    </message>
    <message>
        <source>The label of the rule “%1” is put together from several parts; only the first field is shown.</source>
        <translation>L'étiquette de la règle « %1 » est faite de plusieurs parties ; seul le premier champ est montré.</translation>
    </message>
    <message>
        <source>The label option “%1” cannot be written.</source>
        <translation>L'option d'étiquette « %1 » ne peut pas être écrite.</translation>
    </message>
    <message>
        <source>The label “%1” is an expression, which SLD 1.0.0 cannot say; it is left out. Label with a field instead.</source>
        <translation>L'étiquette « %1 » est une expression, que SLD 1.0.0 ne peut pas dire ; elle est laissée de côté. Étiquetez plutôt par un champ.</translation>
    </message>
    <message>
        <source>The labels have rules or sizes by data. They are shown and saved as they are.</source>
        <translation>Les étiquettes ont des règles ou des tailles selon les données. Elles sont affichées et enregistrées telles quelles.</translation>
    </message>
    <message>
        <source>The labels' expression cannot be read: %1</source>
        <translation>L'expression des étiquettes ne peut pas être lue : %1</translation>
    </message>
    <message>
        <source>The layer %1 has no table of features.</source>
        <translation>La couche %1 n'a pas de table d'objets.</translation>
    </message>
    <message>
        <source>The layer %1 has the service %2, which these data cannot have. Publish them as another layer.</source>
        <translation>La couche %1 a le service %2, que ces données ne peuvent pas avoir. Publiez-les comme une autre couche.</translation>
    </message>
    <message>
        <source>The layer %1 is in %2 now.</source>
        <translation>La couche %1 est maintenant en %2.</translation>
    </message>
    <message>
        <source>The layer %1 is now called %2.</source>
        <translation>La couche %1 s'appelle maintenant %2.</translation>
    </message>
    <message>
        <source>The layer %1 is published already, from other data. Give this one another name, or replace its data with update.</source>
        <translation>La couche %1 est déjà publiée, à partir d'autres données. Donnez un autre nom à celle-ci, ou remplacez ses données avec update.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 does not say how its texts are encoded (there is no .cpg file); %3 of them have accents and are taken for Windows-1252.</source>
        <translation>La couche %1 de %2 ne dit pas comment ses textes sont codés (il n’y a pas de fichier .cpg) ; %3 d’entre eux ont des accents et sont lus comme du Windows-1252.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 does not say which coordinate reference system it is in.</source>
        <translation>La couche %1 de %2 ne dit pas dans quel système de coordonnées elle est.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 ends early: it says that it has %3 features, but holds %4.</source>
        <translation>La couche %1 de %2 finit trop tôt : elle annonce %3 objets, mais en contient %4.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 has %3 feature(s) outside the area where its coordinate reference system is used.</source>
        <translation>La couche %1 de %2 a %3 objet(s) hors de la zone d'usage de son système de coordonnées.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 has %3 feature(s) with an empty geometry.</source>
        <translation>La couche %1 de %2 a %3 objet(s) à la géométrie vide.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 has %3 feature(s) with coordinates that are no numbers.</source>
        <translation>La couche %1 de %2 a %3 objet(s) dont des coordonnées ne sont pas des nombres.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 has %3 feature(s) with coordinates that lie beyond the Earth.</source>
        <translation>La couche %1 de %2 a %3 objet(s) dont les coordonnées sont hors de la Terre.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 has %3 feature(s) with the same geometry as another one.</source>
        <translation>La couche %1 de %2 a %3 objet(s) de même géométrie qu'un autre.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 has %3 feature(s) without geometry.</source>
        <translation>La couche %1 de %2 a %3 objet(s) sans géométrie.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 has %3 geometry(ies) of another type than it declares.</source>
        <translation>La couche %1 de %2 a %3 géométrie(s) d'un autre type que celui qu'elle déclare.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 has %3 geometry(ies) that are not valid.</source>
        <translation>La couche %1 de %2 a %3 géométrie(s) non valides.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 has %3 geometry(ies) with curves; tiles show them as short straight lines.</source>
        <translation>La couche %1 de %2 a %3 géométrie(s) courbes ; les tuiles les montrent en courtes lignes droites.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 has geometries with heights (%3) or measures (%4); vector tiles hold neither.</source>
        <translation>La couche %1 de %2 a des géométries avec des hauteurs (%3) ou des mesures (%4) ; les tuiles vecteur n'en gardent aucune.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 has no spatial index: maps and tiles of it take longer.</source>
        <translation>La couche %1 de %2 n'a pas d'index spatial : ses cartes et ses tuiles prennent plus de temps.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 has up to %3 features in one tile of about 2.4 km (level 14 of PM); a vector tile holds 5,000, so that tiles of that level and above will be reduced.</source>
        <translation>La couche %1 de %2 a jusqu'à %3 objets dans une tuile d'environ 2,4 km (niveau 14 de PM) ; une tuile vecteur en contient 5 000, si bien que les tuiles de ce niveau et au-dessus seront réduites.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 holds no features.</source>
        <translation>La couche %1 de %2 ne contient aucun objet.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 is in %3, not in %4 as declared.</source>
        <translation>La couche %1 de %2 est en %3, pas en %4 comme déclaré.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 is in %3, other layers are in %4.</source>
        <translation>La couche %1 de %2 est en %3, d'autres couches sont en %4.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 lies outside the area of use of %3, but would lie inside with x and y exchanged: its axes seem to be in the wrong order.</source>
        <translation>La couche %1 de %2 est hors de la zone d'usage de %3, mais serait dedans avec x et y échangés : ses axes semblent dans le mauvais ordre.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 lies wholly outside the area where %3 is used.</source>
        <translation>La couche %1 de %2 est entièrement hors de la zone où %3 s'emploie.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 mixes geometries of several kinds: %3.</source>
        <translation>La couche %1 de %2 mêle des géométries de plusieurs sortes : %3.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 mixes single and multi geometries: %3.</source>
        <translation>La couche %1 de %2 mêle des géométries simples et multiples : %3.</translation>
    </message>
    <message>
        <source>The layer %1 of %2 says that its texts are UTF-8, but %3 of them are not.</source>
        <translation>La couche %1 de %2 dit que ses textes sont en UTF-8, mais %3 d'entre eux ne le sont pas.</translation>
    </message>
    <message>
        <source>The layer %1 was not made from vector tables: there is nothing to edit.</source>
        <translation>La couche %1 n'a pas été faite à partir de tables vectorielles : il n'y a rien à modifier.</translation>
    </message>
    <message>
        <source>The layer %1 would have %2, of %3.</source>
        <translation>La couche %1 aurait %2, à partir de %3.</translation>
    </message>
    <message>
        <source>The layer has no style “%1”.</source>
        <translation>La couche n’a pas de style « %1 ».</translation>
    </message>
    <message>
        <source>The layer has no such tile.</source>
        <translation>La couche n'a pas cette tuile.</translation>
    </message>
    <message>
        <source>The layer has no table %1.</source>
        <translation>La couche n'a pas de table %1.</translation>
    </message>
    <message>
        <source>The layer has no tiles at this level.</source>
        <translation>La couche n'a pas de tuiles à ce niveau.</translation>
    </message>
    <message>
        <source>The layer name “%1” is taken. Choose another one.</source>
        <translation>Le nom de couche « %1 » est pris. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>The layer shows the table %1, which the new data do not have. They have %2.</source>
        <translation>La couche montre la table %1, que les nouvelles données n'ont pas. Elles ont %2.</translation>
    </message>
    <message>
        <source>The layer “%1” draws %2; this table holds %3.</source>
        <translation>La couche « %1 » dessine %2 ; cette table contient %3.</translation>
    </message>
    <message>
        <source>The layer “%1” has another style with the identifier “%2”. Give this one its own.</source>
        <translation>La couche « %1 » a un autre style d’identifiant « %2 ». Donnez le sien à celui-ci.</translation>
    </message>
    <message>
        <source>The layer “%1” has no pyramid of tiles on this computer.</source>
        <translation>La couche « %1 » n'a pas de pyramide de tuiles sur cet ordinateur.</translation>
    </message>
    <message>
        <source>The layer “%1” needs a permission.</source>
        <translation>La couche « %1 » demande une permission.</translation>
    </message>
    <message>
        <source>The layer “%1” of kind “%2” has no equal on a vector layer.</source>
        <translation>La couche « %1 » de sorte « %2 » n'a pas d'égal sur une couche vecteur.</translation>
    </message>
    <message>
        <source>The layer's configuration names no data.</source>
        <translation>La configuration de la couche ne nomme aucune donnée.</translation>
    </message>
    <message>
        <source>The layer's feature constraints are not applied.</source>
        <translation>Les contraintes d'objets de la couche ne sont pas appliquées.</translation>
    </message>
    <message>
        <source>The layer's opacity is written onto its symbols: features that overlap show through.</source>
        <translation>L'opacité de la couche est écrite sur ses symboles : les objets qui se recouvrent transparaissent.</translation>
    </message>
    <message>
        <source>The layer's table %1 is declared otherwise since this copy was made (%2). Clone the layer to another file, and bring your features into that one.</source>
        <translation>La table %1 de la couche est déclarée autrement depuis que cette copie a été faite (%2). Clonez la couche dans un autre fichier, et reportez-y vos objets.</translation>
    </message>
    <message>
        <source>The layers %1 (%2) and %3 (%4) get the same name (%5) at the Entrepôt.</source>
        <translation>Les couches %1 (%2) et %3 (%4) reçoivent le même nom (%5) dans l'Entrepôt.</translation>
    </message>
    <message>
        <source>The level has no slab at all. Generate it again, or leave it out of the descriptor.</source>
        <translation>Le niveau n'a aucune dalle. Générez-le de nouveau, ou retirez-le du descripteur.</translation>
    </message>
    <message>
        <source>The level “%1” is finer than “%2” in the tile matrix set %3: the coarsest level comes first, then the finest.</source>
        <translation>Le niveau « %1 » est plus fin que « %2 » dans l'ensemble de matrices de tuiles %3 : le plus grossier d'abord, puis le plus fin.</translation>
    </message>
    <message>
        <source>The levels %1 and %2 of the grid %3 have tiles of different sizes. Choose levels with one size.</source>
        <translation>Les niveaux %1 et %2 de la grille %3 ont des tuiles de tailles différentes. Choisissez des niveaux d'une seule taille.</translation>
    </message>
    <message>
        <source>The levels %1 to %2 are not in the pyramid “%3”, which has %4 to %5.</source>
        <translation>Les niveaux %1 à %2 ne sont pas dans la pyramide « %3 », qui va de %4 à %5.</translation>
    </message>
    <message>
        <source>The levels of %1 halve down from level %2 only: coarser ones (%3) are left out of the %4.</source>
        <translation>Les niveaux de %1 ne vont de deux en deux qu'à partir du niveau %2 : les moins fins (%3) ne sont pas dans le %4.</translation>
    </message>
    <message>
        <source>The levels of the table %1 end before they begin.</source>
        <translation>Les niveaux de la table %1 finissent avant de commencer.</translation>
    </message>
    <message>
        <source>The limits promise more than there is: slabs are in columns %1 to %2, rows %3 to %4. Correct tile_limits.</source>
        <translation>Les limites promettent plus qu'il n'y a : les dalles sont dans les colonnes %1 à %2, lignes %3 à %4. Corrigez tile_limits.</translation>
    </message>
    <message>
        <source>The limits reach out of the grid: columns to %1 and rows to %2, where it has %3 × %4 tiles. Correct tile_limits.</source>
        <translation>Les limites sortent de la grille : colonnes jusqu'à %1 et lignes jusqu'à %2, pour %3 × %4 tuiles. Corrigez tile_limits.</translation>
    </message>
    <message>
        <source>The list names %1, which is a slab of no level of the descriptor. Correct one of them.</source>
        <translation>La liste nomme %1, qui n'est la dalle d'aucun niveau du descripteur. Corrigez l'un des deux.</translation>
    </message>
    <message>
        <source>The list of chunks of compressed points is damaged. Copy the file again from its source.</source>
        <translation>La liste des blocs de points compressés est endommagée. Copiez à nouveau le fichier depuis sa source.</translation>
    </message>
    <message>
        <source>The login or the password is wrong.</source>
        <translation>L'identifiant ou le mot de passe est faux.</translation>
    </message>
    <message>
        <source>The map could not be written as an image.</source>
        <translation>La carte n'a pas pu être écrite comme image.</translation>
    </message>
    <message>
        <source>The map is drawn in this CRS. The data stay as they are.</source>
        <translation>La carte est dessinée dans ce SCR. Les données restent telles quelles.</translation>
    </message>
    <message>
        <source>The map shows the repaired copy %1; the original is unchanged.</source>
        <translation>La carte montre la copie réparée %1 ; l'original est inchangé.</translation>
    </message>
    <message>
        <source>The map's extent is empty.</source>
        <translation>L'emprise de la carte est vide.</translation>
    </message>
    <message>
        <source>The mark shows the level that is nearest to the data.</source>
        <translation>La marque montre le niveau le plus proche des données.</translation>
    </message>
    <message>
        <source>The member “%1” of a configuration must not be empty.</source>
        <translation>Le membre « %1 » d'une configuration ne doit pas être vide.</translation>
    </message>
    <message>
        <source>The member “%1” of an upload must not be empty.</source>
        <translation>Le membre « %1 » d'une livraison ne doit pas être vide.</translation>
    </message>
    <message>
        <source>The member “endpoint” is missing: give the identifier of one of the datastore's endpoints.</source>
        <translation>Le membre « endpoint » manque : donnez l'identifiant d'un des points d'accès de l'entrepôt.</translation>
    </message>
    <message>
        <source>The member “offerings” names no offering.</source>
        <translation>Le membre « offerings » ne nomme aucune offre.</translation>
    </message>
    <message>
        <source>The member “quiet_s” must be a number of seconds.</source>
        <translation>Le membre « quiet_s » doit être un nombre de secondes.</translation>
    </message>
    <message>
        <source>The member “when” must be “idle” or “never”.</source>
        <translation>Le membre « when » doit valoir « idle » ou « never ».</translation>
    </message>
    <message>
        <source>The multipart Content-Type has no boundary.</source>
        <translation>Le Content-Type multipart n'a pas de délimiteur (boundary).</translation>
    </message>
    <message>
        <source>The multipart body is malformed. Send it as multipart/form-data.</source>
        <translation>Le corps multipart est mal formé. Envoyez-le en multipart/form-data.</translation>
    </message>
    <message>
        <source>The name %1 is taken on this server. Choose another one for the layer.</source>
        <translation>Le nom %1 est pris sur ce serveur. Choisissez-en un autre pour la couche.</translation>
    </message>
    <message>
        <source>The name of a push is a UUID in lower case.</source>
        <translation>Le nom d'un envoi est un UUID en minuscules.</translation>
    </message>
    <message>
        <source>The name of a stored data must not be empty.</source>
        <translation>Le nom d'une donnée stockée ne doit pas être vide.</translation>
    </message>
    <message>
        <source>The name of the push is taken. Choose another UUID.</source>
        <translation>Le nom de l'envoi est pris. Choisissez un autre UUID.</translation>
    </message>
    <message>
        <source>The nodata value %1 does not fit 8 bits. Choose one from 0 to 255.</source>
        <translation>La valeur nodata %1 ne tient pas sur 8 bits. Choisissez-en une de 0 à 255.</translation>
    </message>
    <message>
        <source>The nodata value %1 is too large for a pyramid's descriptor.</source>
        <translation>La valeur nodata %1 est trop grande pour le descripteur d'une pyramide.</translation>
    </message>
    <message>
        <source>The nodata value of %1 is %2, but that of most files is %3.</source>
        <translation>La valeur nodata de %1 est %2, mais celle de la plupart des fichiers est %3.</translation>
    </message>
    <message>
        <source>The nodata value “%1” is not a whole number. A pyramid's descriptor holds whole numbers only.</source>
        <translation>La valeur nodata « %1 » n'est pas un nombre entier. Le descripteur d'une pyramide ne contient que des nombres entiers.</translation>
    </message>
    <message>
        <source>The octree of %1 has no size. Make the COPC again, or use the file as plain LAZ under another name.</source>
        <translation>L'octree de %1 n'a pas de taille. Refaites le COPC, ou utilisez le fichier comme simple LAZ sous un autre nom.</translation>
    </message>
    <message>
        <source>The octree of %1 is damaged: %2. Make the COPC again, or use the file as plain LAZ under another name.</source>
        <translation>L'octree de %1 est endommagé : %2. Refaites le COPC, ou utilisez le fichier comme simple LAZ sous un autre nom.</translation>
    </message>
    <message>
        <source>The octree of %1 lies outside the file: its end is missing. Copy it again from its source.</source>
        <translation>L'octree de %1 est hors du fichier : sa fin manque. Copiez-le à nouveau depuis sa source.</translation>
    </message>
    <message>
        <source>The offset of %1 in %2 is no multiple of its scale: its points do not lie on the grid of other files.</source>
        <translation>Le décalage de %1 en %2 n’est pas un multiple de son échelle : ses points ne tombent pas sur la grille des autres fichiers.</translation>
    </message>
    <message>
        <source>The offset of lines cannot be written.</source>
        <translation>Le décalage des lignes ne peut pas être écrit.</translation>
    </message>
    <message>
        <source>The offset of symbols cannot be written.</source>
        <translation>Le décalage des symboles ne peut pas être écrit.</translation>
    </message>
    <message>
        <source>The old and the new count of points in the header of %1 differ: %2 and %3; the new one is right.</source>
        <translation>L’ancien et le nouveau nombre de points de l’en-tête de %1 diffèrent : %2 et %3 ; le nouveau est juste.</translation>
    </message>
    <message>
        <source>The original is never changed. Give the copy another name.</source>
        <translation>L'original n'est jamais modifié. Donnez un autre nom à la copie.</translation>
    </message>
    <message>
        <source>The outbox has no number %1. Look at it with tuilerie-cli outbox list.</source>
        <translation>La boîte d'envoi n'a pas de numéro %1. Consultez-la avec tuilerie-cli outbox list.</translation>
    </message>
    <message>
        <source>The outbox is empty.</source>
        <translation>La boîte d'envoi est vide.</translation>
    </message>
    <message>
        <source>The outbox knows list, send, hold ID, release ID, move ID PLACE and drop ID.</source>
        <translation>La boîte d'envoi connaît list, send, hold ID, release ID, move ID PLACE et drop ID.</translation>
    </message>
    <message>
        <source>The output “%1” has no name. Give it as FILE.copc.laz, FILE.vpc, or a folder for an EPT.</source>
        <translation>La sortie « %1 » n'a pas de nom. Donnez-la comme FILE.copc.laz, FILE.vpc, ou un dossier pour un EPT.</translation>
    </message>
    <message>
        <source>The output “%1” has no name. Give it as FOLDER/NAME.</source>
        <translation>La sortie « %1 » n'a pas de nom. Donnez-la sous la forme DOSSIER/NOM.</translation>
    </message>
    <message>
        <source>The output “%1” would be a COPC: let its name end with .copc.laz, so that readers know it.</source>
        <translation>La sortie « %1 » serait un COPC : que son nom finisse par .copc.laz, pour que les lecteurs le reconnaissent.</translation>
    </message>
    <message>
        <source>The overview of the mosaic cannot be written to %1. Check the room and the rights on that disk.</source>
        <translation>L’aperçu de la mosaïque ne peut pas être écrit dans %1. Vérifiez la place et les droits sur ce disque.</translation>
    </message>
    <message>
        <source>The page of the attribution is an address that begins with http:// or https://.</source>
        <translation>La page de l'attribution est une adresse qui commence par http:// ou https://.</translation>
    </message>
    <message>
        <source>The parameter %1 cannot be “%2”.</source>
        <translation>Le paramètre %1 ne peut pas être « %2 ».</translation>
    </message>
    <message>
        <source>The parameter %1 is missing.</source>
        <translation>Le paramètre %1 manque.</translation>
    </message>
    <message>
        <source>The parameter “%1”</source>
        <translation>Le paramètre « %1 »</translation>
    </message>
    <message>
        <source>The parameter “%1” is missing. It is: %2.</source>
        <translation>Il manque le paramètre « %1 » : %2.</translation>
    </message>
    <message>
        <source>The parameter “%1” is missing: name the tables to draw, the topmost first.</source>
        <translation>Le paramètre « %1 » manque : nommez les tables à dessiner, celle du dessus d'abord.</translation>
    </message>
    <message>
        <source>The parameter “%1” must be a whole number from 1.</source>
        <translation>Le paramètre « %1 » doit être un nombre entier à partir de 1.</translation>
    </message>
    <message>
        <source>The picture %1 is not there.</source>
        <translation>L'image %1 n'est pas là.</translation>
    </message>
    <message>
        <source>The picture %1 lies on the network and is not fetched.</source>
        <translation>L'image %1 est sur le réseau et n'est pas cherchée.</translation>
    </message>
    <message>
        <source>The picture cannot be encoded.</source>
        <translation>L'image ne peut pas être codée.</translation>
    </message>
    <message>
        <source>The point must be a pixel of the map.</source>
        <translation>Le point doit être un pixel de la carte.</translation>
    </message>
    <message>
        <source>The points %1 to %2 of %3 are damaged. Copy the file again from its source.</source>
        <translation>Les points %1 à %2 de %3 sont endommagés. Copiez à nouveau le fichier depuis sa source.</translation>
    </message>
    <message>
        <source>The points are compressed in a way that this version does not know. Compress the file again with a current program.</source>
        <translation>Les points sont compressés d’une façon que cette version ne connaît pas. Compressez à nouveau le fichier avec un logiciel actuel.</translation>
    </message>
    <message>
        <source>The points are in degrees (%1), which suits an octree badly: its cells are cubes. Reproject them first if you can.</source>
        <translation>Les points sont en degrés (%1), ce qui va mal à un octree : ses cellules sont des cubes. Reprojetez-les d'abord si vous le pouvez.</translation>
    </message>
    <message>
        <source>The points cannot be compressed.</source>
        <translation>Les points ne peuvent pas être compressés.</translation>
    </message>
    <message>
        <source>The points of "%1" cannot be shown.</source>
        <translation>Les points de "%1" ne peuvent pas être montrés.</translation>
    </message>
    <message>
        <source>The points of %1 are stored as "%2"; laszip, binary and zstandard are known. Make the EPT again with one of these.</source>
        <translation>Les points de %1 sont stockés en « %2 » ; laszip, binary et zstandard sont connus. Refaites l'EPT avec l'un d'eux.</translation>
    </message>
    <message>
        <source>The points of %1 cannot be placed.</source>
        <translation>Les points de %1 ne peuvent pas être situés.</translation>
    </message>
    <message>
        <source>The points of %1 have room for colours, but all are black.</source>
        <translation>Les points de %1 ont une place pour des couleurs, mais toutes sont noires.</translation>
    </message>
    <message>
        <source>The preview was stopped.</source>
        <translation>L'aperçu a été arrêté.</translation>
    </message>
    <message>
        <source>The processing failed on the server. %1</source>
        <translation>Le traitement a échoué sur le serveur. %1</translation>
    </message>
    <message>
        <source>The processing goes on on the server.</source>
        <translation>Le traitement continue sur le serveur.</translation>
    </message>
    <message>
        <source>The processing goes on on the server: %1</source>
        <translation>Le traitement continue sur le serveur : %1</translation>
    </message>
    <message>
        <source>The processing has ended, but the pyramid is %1. Look at the job's log.</source>
        <translation>Le traitement est terminé, mais la pyramide est %1. Regardez le journal du travail.</translation>
    </message>
    <message>
        <source>The processing is paused on the server.</source>
        <translation>Le traitement est suspendu sur le serveur.</translation>
    </message>
    <message>
        <source>The processing needs a name for its result in “output.stored_data.name”.</source>
        <translation>Le traitement demande un nom pour son résultat dans « output.stored_data.name ».</translation>
    </message>
    <message>
        <source>The processing needs an upload in “inputs.upload”.</source>
        <translation>Le traitement demande une livraison dans « inputs.upload ».</translation>
    </message>
    <message>
        <source>The processing needs one stored data of the type %1 in “inputs.stored_data”, and nothing else.</source>
        <translation>Le traitement demande une donnée stockée de type %1 dans « inputs.stored_data », et rien d'autre.</translation>
    </message>
    <message>
        <source>The processing takes stored data of the type %1, “%2” is of the type %3.</source>
        <translation>Le traitement prend une donnée stockée de type %1, « %2 » est de type %3.</translation>
    </message>
    <message>
        <source>The processing takes uploads of the type %1, “%2” is of the type %3.</source>
        <translation>Le traitement prend des livraisons du type %1, « %2 » est du type %3.</translation>
    </message>
    <message>
        <source>The processing was cancelled on the server.</source>
        <translation>Le traitement a été annulé sur le serveur.</translation>
    </message>
    <message>
        <source>The program ended %1 times while this job ran, and it got no further. It is not begun again by itself: look for the cause in the log, then resume it.</source>
        <translation>Le programme s’est arrêté %1 fois pendant cette tâche, qui n’a pas avancé. Elle n’est plus relancée d’elle-même : cherchez la cause dans le journal, puis reprenez-la.</translation>
    </message>
    <message>
        <source>The program failed at its own work. Resume, and report it if it happens again.</source>
        <translation>Le programme a échoué dans son propre travail. Reprenez, et signalez-le si cela se reproduit.</translation>
    </message>
    <message>
        <source>The program that reads the files broke down.</source>
        <translation>Le programme qui lit les fichiers s'est effondré.</translation>
    </message>
    <message>
        <source>The program that wrote %1 last was stopped half way: %2 lies beside it, and what it holds must be undone first.</source>
        <translation>Le programme qui a écrit %1 en dernier a été arrêté à mi-chemin : %2 se trouve à côté, et ce qu'il contient doit d'abord être défait.</translation>
    </message>
    <message>
        <source>The program tuilerie-cli is not there. Install it beside this one.</source>
        <translation>Le programme tuilerie-cli est absent. Installez-le à côté de celui-ci.</translation>
    </message>
    <message>
        <source>The program tuilerie-server is not there. Install it beside this one, or set TUILERIE_SERVER to its path.</source>
        <translation>Le programme tuilerie-server n'est pas là. Installez-le à côté de celui-ci, ou mettez son chemin dans TUILERIE_SERVER.</translation>
    </message>
    <message>
        <source>The program tuilerie-worker, which opens files, is not there. Install the package tuilerie-server again.</source>
        <translation>Le programme tuilerie-worker, qui ouvre les fichiers, manque. Installez de nouveau le paquet tuilerie-server.</translation>
    </message>
    <message>
        <source>The proxy on the way to %1 does not answer. Check the system's proxy settings.</source>
        <translation>Le mandataire (proxy) sur le chemin de %1 ne répond pas. Vérifiez les réglages de proxy du système.</translation>
    </message>
    <message>
        <source>The publication “%1” was begun and not finished. Go on with it?</source>
        <translation>La publication « %1 » a été commencée et pas terminée. La continuer ?</translation>
    </message>
    <message>
        <source>The publication's “%1” must be an object.</source>
        <translation>« %1 » de la publication doit être un objet.</translation>
    </message>
    <message>
        <source>The pyramid %1 has a level "%2" that its tile matrix set %3 does not have. Correct the descriptor.</source>
        <translation>La pyramide %1 a un niveau "%2" que son jeu de matrices de tuiles %3 n'a pas. Corrigez le descripteur.</translation>
    </message>
    <message>
        <source>The pyramid descriptor cannot be used: %1 %2. Correct the file or generate the pyramid again.</source>
        <translation>Le descripteur de la pyramide est inutilisable : %1 %2. Corrigez le fichier ou générez la pyramide de nouveau.</translation>
    </message>
    <message>
        <source>The pyramid has %1 errors. The first: %2: %3</source>
        <translation>La pyramide a %1 erreurs. La première : %2 : %3</translation>
    </message>
    <message>
        <source>The pyramid has no level “%1”; it has %2 to %3.</source>
        <translation>La pyramide n'a pas de niveau « %1 » ; elle a %2 à %3.</translation>
    </message>
    <message>
        <source>The pyramid is there already.</source>
        <translation>La pyramide est déjà là.</translation>
    </message>
    <message>
        <source>The pyramid is whole already; nothing was left to do.</source>
        <translation>La pyramide est déjà complète ; il ne restait rien à faire.</translation>
    </message>
    <message>
        <source>The pyramid left nothing of what it was made from.</source>
        <translation>La pyramide n’a rien laissé de ce dont elle a été faite.</translation>
    </message>
    <message>
        <source>The pyramid needs about %1 MiB in %2, where %3 MiB are free. Make room, or choose another output.</source>
        <translation>La pyramide demande environ %1 Mio dans %2, où %3 Mio sont libres. Faites de la place, ou choisissez une autre sortie.</translation>
    </message>
    <message>
        <source>The pyramid's name</source>
        <translation>Le nom de la pyramide</translation>
    </message>
    <message>
        <source>The pyramid's slabs are in %1 storage, which is not supported. Copy the pyramid to files or to S3.</source>
        <translation>Les dalles de la pyramide sont dans un stockage %1, qui n'est pas pris en charge. Copiez la pyramide vers des fichiers ou vers S3.</translation>
    </message>
    <message>
        <source>The pyramid's slabs are in the bucket %1, which the administrator of this server has not allowed (--buckets). Copy the pyramid to files, or ask for the bucket.</source>
        <translation>Les dalles de la pyramide sont dans le compartiment (bucket) %1, que l’administrateur de ce serveur n’a pas autorisé (--buckets). Copiez la pyramide en fichiers, ou demandez ce compartiment.</translation>
    </message>
    <message>
        <source>The pyramids of one layer must have the same tile matrix set.</source>
        <translation>Les pyramides d'une même couche doivent avoir le même jeu de matrices de tuiles.</translation>
    </message>
    <message>
        <source>The quota of %1 GB is used up (%2 GB). Delete uploads or stored data that nothing uses.</source>
        <translation>Le quota de %1 Go est épuisé (%2 Go). Supprimez des livraisons ou des données stockées que rien n'utilise.</translation>
    </message>
    <message>
        <source>The quota of %1 layers is used up. Unpublish one first.</source>
        <translation>Le quota de %1 couches est épuisé. Dépubliez-en d'abord une.</translation>
    </message>
    <message>
        <source>The raster has no band %1.</source>
        <translation>Le raster n'a pas de bande %1.</translation>
    </message>
    <message>
        <source>The raster of the version before, %1, cannot be read. Make this one without it.</source>
        <translation>Le raster de la version précédente, %1, ne peut pas être lu. Faites celui-ci sans lui.</translation>
    </message>
    <message>
        <source>The raster would have %1 × %2 cells. Choose a larger cell, or run the checks: a file may state bounds that are wrong.</source>
        <translation>Le raster aurait %1 × %2 cellules. Choisissez une cellule plus grande, ou lancez les contrôles : un fichier donne peut-être des bornes fausses.</translation>
    </message>
    <message>
        <source>The refresh token is unknown or has expired. Sign in again.</source>
        <translation>Le jeton de rafraîchissement est inconnu ou expiré. Connectez-vous de nouveau.</translation>
    </message>
    <message>
        <source>The renderer broke down over this request. Others are not affected; check the data with “tuilerie-cli check”.</source>
        <translation>Le moteur de rendu s'est effondré sur cette requête. Les autres ne sont pas touchées ; vérifiez les données avec « tuilerie-cli check ».</translation>
    </message>
    <message>
        <source>The renderer does not know the request “%1”. Install programs of one version.</source>
        <translation>Le moteur de rendu ne connaît pas la requête « %1 ». Installez des programmes d'une même version.</translation>
    </message>
    <message>
        <source>The renderer failed at this request.</source>
        <translation>Le moteur de rendu a échoué sur cette requête.</translation>
    </message>
    <message>
        <source>The renderer gave a picture of another size. Install programs of one version.</source>
        <translation>Le moteur de rendu a donné une image d'une autre taille. Installez des programmes d'une même version.</translation>
    </message>
    <message>
        <source>The repair was stopped; no copy was made.</source>
        <translation>La réparation a été arrêtée ; aucune copie n'a été faite.</translation>
    </message>
    <message>
        <source>The repetition of labels along lines cannot be written.</source>
        <translation>La répétition des étiquettes le long des lignes ne peut pas être écrite.</translation>
    </message>
    <message>
        <source>The request has no changes: send them as its body.</source>
        <translation>La requête n'a pas de modifications : envoyez-les comme corps.</translation>
    </message>
    <message>
        <source>The request has no file: send it as the part “file” of multipart/form-data.</source>
        <translation>La requête n'a pas de fichier : envoyez-le comme partie « file » d'un multipart/form-data.</translation>
    </message>
    <message>
        <source>The run needs about %1 MiB for temporary files in %2, where %3 MiB are free. Make room, or choose another folder for them.</source>
        <translation>Le traitement demande environ %1 Mio de fichiers temporaires dans %2, où %3 Mio sont libres. Faites de la place, ou choisissez un autre dossier pour eux.</translation>
    </message>
    <message>
        <source>The same on the command line</source>
        <translation>La même chose en ligne de commande</translation>
    </message>
    <message>
        <source>The same was found %1 more times. The last sentence was: %2</source>
        <translation>La même chose a été trouvée %1 fois de plus. La dernière phrase était : %2</translation>
    </message>
    <message>
        <source>The sample is no vector tile.</source>
        <translation>L'échantillon n'est pas une tuile vecteur.</translation>
    </message>
    <message>
        <source>The sample tile cannot be shown.</source>
        <translation>La tuile d'essai ne peut pas être montrée.</translation>
    </message>
    <message>
        <source>The sample type “%1” is not known. Choose UINT8 or FLOAT32.</source>
        <translation>Le type d'échantillon « %1 » n'est pas connu. Choisissez UINT8 ou FLOAT32.</translation>
    </message>
    <message>
        <source>The scale or offset of the coordinates of %1 is zero, no number or beyond all measure: its points have no place.</source>
        <translation>L’échelle ou le décalage des coordonnées de %1 est nul, n’est pas un nombre ou est démesuré : ses points n’ont pas de place.</translation>
    </message>
    <message>
        <source>The second value must be a number greater than the first.</source>
        <translation>La seconde valeur doit être un nombre plus grand que la première.</translation>
    </message>
    <message>
        <source>The secrets could not be encrypted.</source>
        <translation>Les secrets n’ont pas pu être chiffrés.</translation>
    </message>
    <message>
        <source>The server %1 answered in an unexpected way (HTTP %2). Check its address.</source>
        <translation>Le serveur %1 a répondu de façon inattendue (HTTP %2). Vérifiez son adresse.</translation>
    </message>
    <message>
        <source>The server %1 has a problem (HTTP %2). Try again later.</source>
        <translation>Le serveur %1 a un problème (HTTP %2). Réessayez plus tard.</translation>
    </message>
    <message>
        <source>The server %1 took too long to answer. Try again later.</source>
        <translation>Le serveur %1 a mis trop longtemps à répondre. Réessayez plus tard.</translation>
    </message>
    <message>
        <source>The server answers. Layers are published in the datastore “%1”.</source>
        <translation>Le serveur répond. Les couches sont publiées dans l'entrepôt « %1 ».</translation>
    </message>
    <message>
        <source>The server cannot go on from the version before: all is made again.</source>
        <translation>Le serveur ne peut pas repartir de la version précédente : tout est recalculé.</translation>
    </message>
    <message>
        <source>The server cannot listen on %1 port %2 (%3). Choose another address or port, or end the program that uses it.</source>
        <translation>Le serveur ne peut pas écouter sur %1 port %2 (%3). Choisissez une autre adresse ou un autre port, ou arrêtez le programme qui l'utilise.</translation>
    </message>
    <message>
        <source>The server cannot read the files where they lie.</source>
        <translation>Le serveur ne peut pas lire les fichiers là où ils sont.</translation>
    </message>
    <message>
        <source>The server could not publish the layer %1 as %2. %3</source>
        <translation>Le serveur n'a pas pu publier la couche %1 en %2. %3</translation>
    </message>
    <message>
        <source>The server could not take the changes. %1</source>
        <translation>Le serveur n'a pas pu reprendre les modifications. %1</translation>
    </message>
    <message>
        <source>The server does not accept the request. Check the parameters.</source>
        <translation>Le serveur n'accepte pas la requête. Vérifiez les paramètres.</translation>
    </message>
    <message>
        <source>The server does not know %1.</source>
        <translation>Le serveur ne connaît pas %1.</translation>
    </message>
    <message>
        <source>The server does not know the parameter %1; it is left out.</source>
        <translation>Le serveur ne connaît pas le paramètre %1 ; il est omis.</translation>
    </message>
    <message>
        <source>The server does not say any more how “%1” was made. Publish the data with tuilerie-cli update.</source>
        <translation>Le serveur ne dit plus comment « %1 » a été fait. Publiez les données avec tuilerie-cli update.</translation>
    </message>
    <message>
        <source>The server does not say what the version before was made from: all is made again.</source>
        <translation>Le serveur ne dit pas de quoi la version précédente a été faite : tout est recalculé.</translation>
    </message>
    <message>
        <source>The server does not take the style %1. %2</source>
        <translation>Le serveur n'accepte pas le style %1. %2</translation>
    </message>
    <message>
        <source>The server failed on this request; its log says why.</source>
        <translation>Le serveur a échoué sur cette requête ; son journal dit pourquoi.</translation>
    </message>
    <message>
        <source>The server finds out which features have changed, and makes their slabs again.</source>
        <translation>Le serveur trouve quels objets ont changé, et recalcule leurs dalles.</translation>
    </message>
    <message>
        <source>The server is asked too often. Wait a little, then try again.</source>
        <translation>Le serveur est trop souvent sollicité. Attendez un peu, puis recommencez.</translation>
    </message>
    <message>
        <source>The server knows no processing for a pyramid that is being made. Delete it there and try again.</source>
        <translation>Le serveur ne connaît aucun traitement pour une pyramide en cours de fabrication. Supprimez-la là-bas et recommencez.</translation>
    </message>
    <message>
        <source>The server made a processing without an output. Check that it is an Entrepôt server.</source>
        <translation>Le serveur a fait un traitement sans sortie. Vérifiez que c'est un serveur Entrepôt.</translation>
    </message>
    <message>
        <source>The server on this computer goes on without this window.</source>
        <translation>Le serveur de cet ordinateur continue sans cette fenêtre.</translation>
    </message>
    <message>
        <source>The server on this computer is not started yet.</source>
        <translation>Le serveur de cet ordinateur n'est pas encore démarré.</translation>
    </message>
    <message>
        <source>The server on this computer is starting.</source>
        <translation>Le serveur de cet ordinateur démarre.</translation>
    </message>
    <message>
        <source>The server on this computer is stopped.</source>
        <translation>Le serveur de cet ordinateur est arrêté.</translation>
    </message>
    <message>
        <source>The server on this computer runs at %1.</source>
        <translation>Le serveur de cet ordinateur répond à %1.</translation>
    </message>
    <message numerus="yes">
        <source>The server on this computer stopped again. It is started in %n seconds.</source>
        <translation>
            <numerusform>Le serveur de cet ordinateur s’est encore arrêté. Il redémarre dans %n seconde.</numerusform>
            <numerusform>Le serveur de cet ordinateur s’est encore arrêté. Il redémarre dans %n secondes.</numerusform>
        </translation>
    </message>
    <message>
        <source>The server on this computer stopped unexpectedly and is being started again.</source>
        <translation>Le serveur de cet ordinateur s'est arrêté inopinément et redémarre.</translation>
    </message>
    <message>
        <source>The server on this computer stopped unexpectedly and is being started again. Its jobs go on.</source>
        <translation>Le serveur de cet ordinateur s'est arrêté inopinément et redémarre. Ses travaux continuent.</translation>
    </message>
    <message>
        <source>The server refuses access: sign in again, or ask for the right.</source>
        <translation>Le serveur refuse l'accès : connectez-vous de nouveau, ou demandez le droit.</translation>
    </message>
    <message>
        <source>The server was started again; going on where it was.</source>
        <translation>Le serveur a été redémarré ; on continue où il en était.</translation>
    </message>
    <message>
        <source>The server's answer is no WMTS capabilities document. Check the address.</source>
        <translation>La réponse du serveur n'est pas un document de capacités WMTS. Vérifiez l'adresse.</translation>
    </message>
    <message>
        <source>The server's answer is not what an Entrepôt answers. Check its address.</source>
        <translation>La réponse du serveur n'est pas celle d'un Entrepôt. Vérifiez son adresse.</translation>
    </message>
    <message>
        <source>The server's answer names no entity. Check that it is an Entrepôt server.</source>
        <translation>La réponse du serveur ne nomme aucune entité. Vérifiez que c'est un serveur Entrepôt.</translation>
    </message>
    <message>
        <source>The server's checks found what keeps the data from being published. Correct it, then publish again.</source>
        <translation>Les vérifications du serveur ont trouvé ce qui empêche la publication. Corrigez, puis publiez de nouveau.</translation>
    </message>
    <message>
        <source>The server: embedded, or an address such as https://data.geopf.fr/api (embedded).</source>
        <translation>Le serveur : embedded, ou une adresse comme https://data.geopf.fr/api (embedded).</translation>
    </message>
    <message>
        <source>The shadow of labels cannot be written.</source>
        <translation>L'ombre des étiquettes ne peut pas être écrite.</translation>
    </message>
    <message>
        <source>The shape behind labels cannot be written.</source>
        <translation>La forme derrière les étiquettes ne peut pas être écrite.</translation>
    </message>
    <message>
        <source>The sign-in needs a client_id.</source>
        <translation>La connexion demande un client_id.</translation>
    </message>
    <message>
        <source>The sign-in needs a realm: the address below which protocol/openid-connect/token lies.</source>
        <translation>La connexion demande un royaume (realm) : l'adresse sous laquelle se trouve protocol/openid-connect/token.</translation>
    </message>
    <message>
        <source>The sign-in server answered without a token. Check the realm's address.</source>
        <translation>Le serveur de connexion a répondu sans jeton. Vérifiez l'adresse du royaume.</translation>
    </message>
    <message>
        <source>The sign-in was refused. You may close this page.</source>
        <translation>La connexion a été refusée. Vous pouvez fermer cette page.</translation>
    </message>
    <message>
        <source>The sign-in was refused: %1</source>
        <translation>La connexion a été refusée : %1</translation>
    </message>
    <message>
        <source>The sign-in was refused: check user, password and client.</source>
        <translation>La connexion a été refusée : vérifiez l'utilisateur, le mot de passe et le client.</translation>
    </message>
    <message>
        <source>The sign-in's grant must be token, password, client_credentials or authorization_code.</source>
        <translation>Le grant de la connexion doit être token, password, client_credentials ou authorization_code.</translation>
    </message>
    <message>
        <source>The sign-in's redirect_port must be between 0 and 65535.</source>
        <translation>Le redirect_port de la connexion doit être entre 0 et 65535.</translation>
    </message>
    <message>
        <source>The simplification must be from 0 to 1000 units of a tile.</source>
        <translation>La simplification doit être de 0 à 1000 unités d'une tuile.</translation>
    </message>
    <message>
        <source>The slab does not begin like a TIFF file. Generate it again.</source>
        <translation>La dalle ne commence pas comme un fichier TIFF. Générez-la de nouveau.</translation>
    </message>
    <message>
        <source>The slab is a reference to that of another pyramid. Repair that one first; it is whole then here too.</source>
        <translation>La dalle est une référence à celle d'une autre pyramide. Réparez d'abord celle-là ; elle le sera alors ici aussi.</translation>
    </message>
    <message>
        <source>The slab is missing. Generate it again or restore it from a copy.</source>
        <translation>La dalle manque. Générez-la de nouveau ou restaurez-la depuis une copie.</translation>
    </message>
    <message>
        <source>The slab is not in the pyramid's list file. Remove it or generate the list again.</source>
        <translation>La dalle n'est pas dans le fichier de liste de la pyramide. Supprimez-la ou générez la liste de nouveau.</translation>
    </message>
    <message>
        <source>The slab is too short to hold its index of %1 tiles (%2 bytes of %3). Generate it again.</source>
        <translation>La dalle est trop courte pour contenir son index de %1 tuiles (%2 octets sur %3). Générez-la de nouveau.</translation>
    </message>
    <message>
        <source>The slab's bytes are not those that the list file gives the MD5 of. Generate it again or restore it from a copy.</source>
        <translation>Les octets de la dalle ne sont pas ceux dont le fichier de liste donne le MD5. Générez-la de nouveau ou restaurez-la depuis une copie.</translation>
    </message>
    <message>
        <source>The slab's header is not that of the pyramid's format: byte %1 differs. Generate the slab again.</source>
        <translation>L'en-tête de la dalle n'est pas celui du format de la pyramide : l'octet %1 diffère. Générez la dalle de nouveau.</translation>
    </message>
    <message>
        <source>The slab's index puts tile %1 at bytes %2 to %3 of a file of %4. The slab is truncated or its index is damaged: generate it again.</source>
        <translation>L'index de la dalle place la tuile %1 aux octets %2 à %3 d'un fichier de %4. La dalle est tronquée ou son index abîmé : générez-la de nouveau.</translation>
    </message>
    <message>
        <source>The slabs of %1 do not lie in a folder. Copy the pyramid into one first.</source>
        <translation>Les dalles de %1 ne sont pas dans un dossier. Copiez d'abord la pyramide dans un dossier.</translation>
    </message>
    <message>
        <source>The sources cover no area. Check their georeferencing.</source>
        <translation>Les sources ne couvrent aucune surface. Vérifiez leur géoréférencement.</translation>
    </message>
    <message>
        <source>The sources do not lie where the grid's coordinate reference system can be used. Choose another grid, or check the sources' coordinate reference system.</source>
        <translation>Les sources ne sont pas là où le système de coordonnées de la grille peut servir. Choisissez une autre grille, ou vérifiez le système de coordonnées des sources.</translation>
    </message>
    <message>
        <source>The sources do not say their coordinate reference system. Assign one.</source>
        <translation>Les sources ne disent pas leur système de coordonnées. Attribuez-en un.</translation>
    </message>
    <message>
        <source>The sources have no bands.</source>
        <translation>Les sources n'ont pas de bandes.</translation>
    </message>
    <message>
        <source>The sources hold more than 4,294,967,295 features. Make several pyramids.</source>
        <translation>Les sources contiennent plus de 4 294 967 295 objets. Faites plusieurs pyramides.</translation>
    </message>
    <message>
        <source>The sources hold no feature within the grid %1 (after the filters): there is no pyramid to write.</source>
        <translation>Les sources ne contiennent aucun objet dans la grille %1 (après les filtres) : il n'y a pas de pyramide à écrire.</translation>
    </message>
    <message>
        <source>The sources hold no table with a geometry, so there is nothing to show. Choose other files.</source>
        <translation>Les sources ne contiennent aucune table avec une géométrie : il n'y a rien à montrer. Choisissez d'autres fichiers.</translation>
    </message>
    <message>
        <source>The sources hold no table with a geometry, so there is nothing to show. The columns of a CSV that say where things are must have one of these names: %1.</source>
        <translation>Les sources n’ont aucune table avec une géométrie : il n’y a rien à montrer. Les colonnes d’un CSV qui disent où sont les choses portent l’un de ces noms : %1.</translation>
    </message>
    <message>
        <source>The sources were changed since the run began. Remove %1 and the pyramid's folder, and start again.</source>
        <translation>Les sources ont changé depuis le début du traitement. Supprimez %1 et le dossier de la pyramide, et recommencez.</translation>
    </message>
    <message>
        <source>The spacing of symbols along lines cannot be written.</source>
        <translation>L'espacement des symboles le long des lignes ne peut pas être écrit.</translation>
    </message>
    <message>
        <source>The spatial index is new.</source>
        <translation>L'index spatial est neuf.</translation>
    </message>
    <message>
        <source>The spatial index of the layer %1 of %2 is out of date: it has %3 entry(ies) of features that are not there.</source>
        <translation>L'index spatial de la couche %1 de %2 n'est pas à jour : il a %3 entrée(s) d'objets qui ne sont pas là.</translation>
    </message>
    <message>
        <source>The spatial index of the layer %1 of %2 is out of date: it misses %3 feature(s), which maps will not show.</source>
        <translation>L'index spatial de la couche %1 de %2 n'est pas à jour : il lui manque %3 objet(s), que les cartes ne montreront pas.</translation>
    </message>
    <message>
        <source>The spatial index of the table %1 of %2 is not kept up to date when the table is edited: its triggers are missing.</source>
        <translation>L'index spatial de la table %1 de %2 n'est pas tenu à jour quand la table est éditée : ses déclencheurs manquent.</translation>
    </message>
    <message>
        <source>The stored data has been deleted already.</source>
        <translation>La donnée stockée a déjà été supprimée.</translation>
    </message>
    <message>
        <source>The stored data was deleted before it was generated.</source>
        <translation>La donnée stockée a été supprimée avant d'être générée.</translation>
    </message>
    <message>
        <source>The stored data “%1” cannot be downloaded: it is of the type %2.</source>
        <translation>La donnée stockée « %1 » ne peut pas être téléchargée : elle est du type %2.</translation>
    </message>
    <message>
        <source>The stored data “%1” has been deleted.</source>
        <translation>La donnée stockée « %1 » a été supprimée.</translation>
    </message>
    <message>
        <source>The stored data “%1” is no pyramid of tiles.</source>
        <translation>La donnée stockée « %1 » n'est pas une pyramide de tuiles.</translation>
    </message>
    <message>
        <source>The stored data “%1” is no pyramid.</source>
        <translation>La donnée stockée « %1 » n’est pas une pyramide.</translation>
    </message>
    <message>
        <source>The stored data “%1” is no raster pyramid.</source>
        <translation>La donnée stockée « %1 » n'est pas une pyramide raster.</translation>
    </message>
    <message>
        <source>The stored data “%1” is no vector database.</source>
        <translation>La donnée stockée « %1 » n'est pas une base de données vecteur.</translation>
    </message>
    <message>
        <source>The stored data “%1” is not ready (status %2).</source>
        <translation>La donnée stockée « %1 » n'est pas prête (état %2).</translation>
    </message>
    <message>
        <source>The stored styles went along.</source>
        <translation>Les styles stockés ont suivi.</translation>
    </message>
    <message>
        <source>The style %1 does not exist. Check the path.</source>
        <translation>Le style %1 n'existe pas. Vérifiez le chemin.</translation>
    </message>
    <message>
        <source>The style %1 is made for the least and the greatest value, which this server does not say. Give a ROK4 style (JSON) with colours for your values, or one of hillshade and terrain-rgb.</source>
        <translation>Le style %1 se règle sur la plus petite et la plus grande valeur, que ce serveur ne dit pas. Donnez un style ROK4 (JSON) avec des couleurs pour vos valeurs, ou bien hillshade ou terrain-rgb.</translation>
    </message>
    <message>
        <source>The style %1 is no longer there. Choose another one.</source>
        <translation>Le style %1 n'est plus là. Choisissez-en un autre.</translation>
    </message>
    <message>
        <source>The style brought the program down that reads it. Save it again with the program that it comes from.</source>
        <translation>Le style a fait tomber le programme qui le lit. Enregistrez-le de nouveau avec le logiciel dont il vient.</translation>
    </message>
    <message>
        <source>The style calls %1, which reads what is not in the data.</source>
        <translation>Le style appelle %1, qui lit ce qui n’est pas dans les données.</translation>
    </message>
    <message>
        <source>The style cannot be written as QML.</source>
        <translation>Le style ne peut pas être écrit en QML.</translation>
    </message>
    <message>
        <source>The style cannot be written as SLD.</source>
        <translation>Le style ne peut pas être écrit en SLD.</translation>
    </message>
    <message>
        <source>The style draws in several ways at once (%1). Make a style of each.</source>
        <translation>Le style dessine de plusieurs façons à la fois (%1). Faites un style de chacune.</translation>
    </message>
    <message>
        <source>The style draws no symbols. Choosing another kind of style replaces it.</source>
        <translation>Le style ne dessine aucun symbole. Choisir une autre sorte de style le remplace.</translation>
    </message>
    <message>
        <source>The style file %1 cannot be read: %2</source>
        <translation>Le fichier de style %1 ne peut pas être lu : %2</translation>
    </message>
    <message>
        <source>The style has a palette beside %1, which makes colours itself. Make a style of each.</source>
        <translation>Le style a une palette à côté de %1, qui fait lui-même des couleurs. Faites un style de chacun.</translation>
    </message>
    <message>
        <source>The style has no rule with a symbolizer: it would draw nothing.</source>
        <translation>Le style n'a pas de règle avec un symboliseur : il ne dessinerait rien.</translation>
    </message>
    <message>
        <source>The style has no “%1”. Add it.</source>
        <translation>Le style n’a pas de « %1 ». Ajoutez-le.</translation>
    </message>
    <message>
        <source>The style has rules. It is shown and saved as it is; choosing another kind of style replaces it.</source>
        <translation>Le style a des règles. Il est montré et enregistré tel quel ; choisir une autre sorte de style le remplace.</translation>
    </message>
    <message>
        <source>The style has symbols of several parts, patterns or sizes by data. It is shown and saved as it is; choosing another kind of style replaces it.</source>
        <translation>Le style a des symboles à plusieurs parties, des motifs ou des tailles selon les données. Il est montré et enregistré tel quel ; choisir une autre sorte de style le remplace.</translation>
    </message>
    <message>
        <source>The style is SLD %1; SLD 1.0.0 or 1.1.0 is expected. Save it as one of these, or give the QML file of QGIS to a server that takes it.</source>
        <translation>Le style est en SLD %1 ; SLD 1.0.0 ou 1.1.0 est attendu. Enregistrez-le dans l’une de ces versions, ou donnez le fichier QML de QGIS à un serveur qui l’accepte.</translation>
    </message>
    <message>
        <source>The style is made for another kind of geometry than the layer's.</source>
        <translation>Le style est fait pour une autre sorte de géométrie que celle de la couche.</translation>
    </message>
    <message>
        <source>The style is not well-formed JSON: %1</source>
        <translation>Le style n'est pas du JSON bien formé : %1</translation>
    </message>
    <message>
        <source>The style is of the kind "%1". It is shown and saved as it is; choosing another kind of style replaces it.</source>
        <translation>Le style est de la sorte "%1". Il est montré et enregistré tel quel ; choisir une autre sorte de style le remplace.</translation>
    </message>
    <message>
        <source>The style names %1: a style may use what QGIS brings along, and pictures that are in it.</source>
        <translation>Le style nomme %1 : un style peut utiliser ce que QGIS apporte, et les images qu’il contient.</translation>
    </message>
    <message>
        <source>The style nests its elements more than %1 deep, which ends programs that read it.</source>
        <translation>Le style imbrique ses éléments sur plus de %1 niveaux, ce qui fait tomber les programmes qui le lisent.</translation>
    </message>
    <message>
        <source>The style takes the file of a symbol from the data, which could be any file.</source>
        <translation>Le style prend le fichier d’un symbole dans les données, qui pourrait être n’importe quel fichier.</translation>
    </message>
    <message>
        <source>The style was not read within %1 s. Save it again with the program that it comes from.</source>
        <translation>Le style n’a pas été lu en %1 s. Enregistrez-le de nouveau avec le logiciel dont il vient.</translation>
    </message>
    <message>
        <source>The style was read, but these parts of it cannot be shown:

• %1</source>
        <translation>Le style a été lu, mais ces parties ne peuvent pas être affichées :

• %1</translation>
    </message>
    <message>
        <source>The style “%1” cannot be drawn. %2</source>
        <translation>Le style « %1 » ne peut pas être dessiné. %2</translation>
    </message>
    <message>
        <source>The style “%1” changes a colour of pictures, but the data are values. Give a style with a palette, or leave it out.</source>
        <translation>Le style « %1 » change une couleur d’images, mais les données sont des valeurs. Donnez un style avec une palette, ou retirez-le.</translation>
    </message>
    <message>
        <source>The style “%1” is for one band of values, but the data have %2 bands. Leave the style out, or publish one band of them (--bands 1).</source>
        <translation>Le style « %1 » vaut pour un canal de valeurs, mais les données ont %2 canaux. Retirez le style, ou n’en publiez qu’un canal (--bands 1).</translation>
    </message>
    <message>
        <source>The style “%1” is no static of the type ROK4-STYLE.</source>
        <translation>Le style « %1 » n’est pas un fichier statique du type ROK4-STYLE.</translation>
    </message>
    <message>
        <source>The style “%1” is no static of this datastore.</source>
        <translation>Le style « %1 » n'est pas un fichier statique de cet entrepôt.</translation>
    </message>
    <message>
        <source>The style “%1” looks for a colour of four bands in a picture of three. Take the fourth number out of its “source”.</source>
        <translation>Le style « %1 » cherche une couleur de quatre canaux dans une image de trois. Retirez le quatrième nombre de sa « source ».</translation>
    </message>
    <message>
        <source>The style “%1” needs the attribute “%2”, which the table “%3” does not have.</source>
        <translation>Le style « %1 » demande l'attribut « %2 », que la table « %3 » n'a pas.</translation>
    </message>
    <message>
        <source>The style “%1” of the table “%2” is no static of the type GEOSERVER-STYLE.</source>
        <translation>Le style « %1 » de la table « %2 » n'est pas un fichier statique de type GEOSERVER-STYLE.</translation>
    </message>
    <message>
        <source>The style's elements are not of the namespace %1. Declare it.</source>
        <translation>Les éléments du style ne sont pas de l'espace de noms %1. Déclarez-le.</translation>
    </message>
    <message>
        <source>The style's palette must have 1 to %1 colours.</source>
        <translation>La palette du style doit avoir 1 à %1 couleurs.</translation>
    </message>
    <message>
        <source>The style's “%1” must be a list of texts.</source>
        <translation>Le membre « %1 » du style doit être une liste de textes.</translation>
    </message>
    <message>
        <source>The style's “%1” must be a list.</source>
        <translation>Le membre « %1 » du style doit être une liste.</translation>
    </message>
    <message>
        <source>The style's “%1” must be a number from %2 to %3.</source>
        <translation>Le membre « %1 » du style doit être un nombre de %2 à %3.</translation>
    </message>
    <message>
        <source>The style's “%1” must be a text.</source>
        <translation>Le membre « %1 » du style doit être un texte.</translation>
    </message>
    <message>
        <source>The style's “%1” must be a whole number.</source>
        <translation>Le membre « %1 » du style doit être un nombre entier.</translation>
    </message>
    <message>
        <source>The style's “%1” must be an object.</source>
        <translation>Le membre « %1 » du style doit être un objet.</translation>
    </message>
    <message>
        <source>The style's “%1” must be one of %2.</source>
        <translation>Le membre « %1 » du style doit être l’un de %2.</translation>
    </message>
    <message>
        <source>The style's “%1” must be three or four numbers from 0 to 255.</source>
        <translation>Le membre « %1 » du style doit être fait de trois ou quatre nombres de 0 à 255.</translation>
    </message>
    <message>
        <source>The style's “%1” must be true or false.</source>
        <translation>Le membre « %1 » du style doit être true ou false.</translation>
    </message>
    <message>
        <source>The styles stored in %1 cannot be read. Give a style file.</source>
        <translation>Les styles stockés dans %1 ne peuvent pas être lus. Donnez un fichier de style.</translation>
    </message>
    <message>
        <source>The symbol of the rule “%1” cannot be read; its features are not drawn.</source>
        <translation>Le symbole de la règle « %1 » ne peut pas être lu ; ses objets ne sont pas dessinés.</translation>
    </message>
    <message>
        <source>The symbol “%1” is not one of SLD 1.0.0's six: other programs may draw a square in its place.</source>
        <translation>Le symbole « %1 » n'est pas l'un des six de SLD 1.0.0 : d'autres programmes peuvent dessiner un carré à sa place.</translation>
    </message>
    <message>
        <source>The system gives this program no more threads. Close other programs or give the work fewer workers.</source>
        <translation>Le système ne donne plus de fils d'exécution à ce programme. Fermez d'autres programmes ou donnez moins d'ouvriers au travail.</translation>
    </message>
    <message>
        <source>The table %1</source>
        <translation>La table %1</translation>
    </message>
    <message>
        <source>The table %1 cannot be asked for %2: %3. Choose the tables with --table.</source>
        <translation>La condition %2 n'est pas possible pour la table %1 : %3. Choisissez les tables avec --table.</translation>
    </message>
    <message>
        <source>The table %1 cannot be copied.</source>
        <translation>La table %1 ne peut pas être copiée.</translation>
    </message>
    <message>
        <source>The table %1 has another primary key than %2 here, by which its features are known. Give it that one back.</source>
        <translation>La table %1 a ici une autre clé primaire que %2, par laquelle ses objets sont reconnus. Redonnez-lui celle-ci.</translation>
    </message>
    <message>
        <source>The table %1 has more than one geometry column: %2 is left out.</source>
        <translation>La table %1 a plus d'une colonne de géométrie : %2 est laissée de côté.</translation>
    </message>
    <message>
        <source>The table %1 has no integer primary key by which its features could be known again. Choose others with --table.</source>
        <translation>La table %1 n'a pas de clé primaire entière par laquelle reconnaître ses objets. Choisissez-en d'autres avec --table.</translation>
    </message>
    <message>
        <source>The table %1 is gone or has another name. Give it its name back; to remove all its features, delete them from it.</source>
        <translation>La table %1 a disparu ou changé de nom. Redonnez-lui son nom ; pour enlever tous ses objets, supprimez-les de la table.</translation>
    </message>
    <message>
        <source>The table %1 is in the CRS %3 here, and in %2 in the layer. Transform it back.</source>
        <translation>La table %1 est ici dans le système %3, et dans la couche en %2. Transformez-la en retour.</translation>
    </message>
    <message>
        <source>The table %1 is listed again.</source>
        <translation>La table %1 est de nouveau listée.</translation>
    </message>
    <message>
        <source>The table %1 is named twice.</source>
        <translation>La table %1 est nommée deux fois.</translation>
    </message>
    <message>
        <source>The table %1 of %2 cannot be taken into the database: %3. Run the checks on the file and repair what they say.</source>
        <translation>La table %1 de %2 ne peut pas entrer dans la base : %3. Lancez les contrôles sur le fichier et réparez ce qu’ils disent.</translation>
    </message>
    <message>
        <source>The table %1 of %2 is named %3.</source>
        <translation>La table %1 de %2 est nommée %3.</translation>
    </message>
    <message>
        <source>The table %1 of %2 says no CRS. Declare the one of the upload.</source>
        <translation>La table %1 de %2 ne dit pas de système de coordonnées. Déclarez celui de la livraison.</translation>
    </message>
    <message>
        <source>The table %1 of the layer has no column %2.</source>
        <translation>La table %1 de la couche n'a pas de colonne %2.</translation>
    </message>
    <message>
        <source>The table %1 was added here, and the layer has none of that name. Move it to another GeoPackage, or publish it as a layer of its own.</source>
        <translation>La table %1 a été ajoutée ici, et la couche n'en a pas de ce nom. Déplacez-la dans un autre GeoPackage, ou publiez-la comme couche à part.</translation>
    </message>
    <message>
        <source>The table %1 was made anew.</source>
        <translation>La table %1 a été refaite.</translation>
    </message>
    <message>
        <source>The table %1, which does not exist, is listed no more.</source>
        <translation>La table %1, qui n'existe pas, n'est plus listée.</translation>
    </message>
    <message>
        <source>The table has no field "%1". Texts stand in 'single quotes'.</source>
        <translation>La table n'a pas de champ "%1". Les textes se mettent entre 'apostrophes'.</translation>
    </message>
    <message>
        <source>The table was not read to the end.</source>
        <translation>La table n'a pas été lue jusqu'au bout.</translation>
    </message>
    <message>
        <source>The table “%1” cannot be drawn here: %2</source>
        <translation>La table « %1 » ne peut pas être dessinée ici : %2</translation>
    </message>
    <message>
        <source>The table “%1” does not say its coordinate reference system. Assign one.</source>
        <translation>La table « %1 » ne dit pas son système de coordonnées. Attribuez-en un.</translation>
    </message>
    <message>
        <source>The table “%1” has more than 65,535 attributes. Choose some of them.</source>
        <translation>La table « %1 » a plus de 65 535 attributs. Choisissez-en quelques-uns.</translation>
    </message>
    <message>
        <source>The table “%1” has no attribute “%2”. It has %3.</source>
        <translation>La table « %1 » n'a pas d'attribut « %2 ». Elle a %3.</translation>
    </message>
    <message>
        <source>The table “%1” has no geometry to draw.</source>
        <translation>La table « %1 » n'a pas de géométrie à dessiner.</translation>
    </message>
    <message>
        <source>The table “%1” has no geometry: it cannot be drawn.</source>
        <translation>La table « %1 » n'a pas de géométrie : elle ne peut pas être dessinée.</translation>
    </message>
    <message>
        <source>The table “%1” is in none of the pyramid's levels, %2 to %3. Give it a top level above its bottom level, within these.</source>
        <translation>La table « %1 » n'est dans aucun des niveaux de la pyramide, %2 à %3. Donnez-lui un niveau haut au-dessus de son niveau bas, entre ceux-ci.</translation>
    </message>
    <message>
        <source>The table “%1” of %2 cannot be read to its end: the file is damaged. Repair it or copy it again from its source.</source>
        <translation>La table « %1 » de %2 ne peut pas être lue jusqu'au bout : le fichier est endommagé. Réparez-le ou copiez-le à nouveau depuis sa source.</translation>
    </message>
    <message>
        <source>The table “%1” of %2 does not say its coordinate reference system. Assign one.</source>
        <translation>La table « %1 » de %2 ne dit pas son système de coordonnées. Attribuez-en un.</translation>
    </message>
    <message>
        <source>The table “%1” of %2 is gone since it was looked at. Start again.</source>
        <translation>La table « %1 » de %2 a disparu depuis qu'elle a été regardée. Recommencez.</translation>
    </message>
    <message>
        <source>The tables are in several CRS; all are brought into %1.</source>
        <translation>Les tables sont dans plusieurs systèmes de coordonnées ; toutes sont amenées dans %1.</translation>
    </message>
    <message>
        <source>The tag “%1” is empty or too long.</source>
        <translation>L'étiquette « %1 » est vide ou trop longue.</translation>
    </message>
    <message>
        <source>The temporary files in %1 are damaged. Remove that folder and start again.</source>
        <translation>Les fichiers temporaires de %1 sont endommagés. Supprimez ce dossier et recommencez.</translation>
    </message>
    <message>
        <source>The temporary files of the run are damaged. Remove its journal's folder and start again.</source>
        <translation>Les fichiers temporaires du traitement sont endommagés. Supprimez le dossier de son journal et recommencez.</translation>
    </message>
    <message>
        <source>The texts of the layer %1 of %2 are UTF-8, but it says %3: accents will come out wrong.</source>
        <translation>Les textes de la couche %1 de %2 sont en UTF-8, mais elle annonce %3 : les accents seront faux.</translation>
    </message>
    <message>
        <source>The tile %1 of %2 is in another coordinate reference system than the first.</source>
        <translation>La dalle %1 de %2 est dans un autre système de coordonnées que la première.</translation>
    </message>
    <message>
        <source>The tile does not decode: %1. Generate its slab again.</source>
        <translation>La tuile ne se décode pas : %1. Générez sa dalle de nouveau.</translation>
    </message>
    <message>
        <source>The tile lies outside the layer: rows %1 to %2, columns %3 to %4.</source>
        <translation>La tuile est hors de la couche : lignes %1 à %2, colonnes %3 à %4.</translation>
    </message>
    <message>
        <source>The tile matrix set "%1" cannot be used: %2 %3. Correct its JSON file.</source>
        <translation>Le jeu de matrices de tuiles "%1" est inutilisable : %2 %3. Corrigez son fichier JSON.</translation>
    </message>
    <message>
        <source>The tile matrix set %1 has no level “%2”. Its levels are %3 to %4.</source>
        <translation>L'ensemble de matrices de tuiles %1 n'a pas de niveau « %2 ». Ses niveaux vont de %3 à %4.</translation>
    </message>
    <message>
        <source>The tiles hold numbers (float32), which a PMTiles file to download cannot. Leave the service download out, or offer a COG of the pyramid: see export.</source>
        <translation>Les tuiles contiennent des nombres (float32), ce qu'un fichier PMTiles à télécharger ne peut pas. Renoncez au service download, ou proposez un COG de la pyramide : voir export.</translation>
    </message>
    <message>
        <source>The tiles of "%1" cannot be shown.</source>
        <translation>Les tuiles de "%1" ne peuvent pas être montrées.</translation>
    </message>
    <message>
        <source>The tiles of %1 hold numbers (float32), which %2 cannot hold. Export it to gpkg or cog.</source>
        <translation>Les tuiles de %1 contiennent des nombres (float32), que %2 ne peut pas contenir. Exportez-la en gpkg ou cog.</translation>
    </message>
    <message>
        <source>The title in the file (the pyramid's name).</source>
        <translation>Le titre dans le fichier (le nom de la pyramide).</translation>
    </message>
    <message>
        <source>The token in “%1” is too short: 16 characters at least.</source>
        <translation>Le jeton dans « %1 » est trop court : 16 caractères au moins.</translation>
    </message>
    <message>
        <source>The token is unknown or has expired. Sign in again.</source>
        <translation>Le jeton est inconnu ou expiré. Connectez-vous de nouveau.</translation>
    </message>
    <message>
        <source>The token of tuilerie-server's --token-file, or one from the server's own pages.</source>
        <translation>Le jeton du --token-file de tuilerie-server, ou un jeton des pages du serveur.</translation>
    </message>
    <message>
        <source>The top level %1 is below the bottom level %2. Exchange them.</source>
        <translation>Le niveau le plus grossier %1 est sous le plus fin %2. Échangez-les.</translation>
    </message>
    <message>
        <source>The type of a configuration cannot be changed. Create another configuration.</source>
        <translation>Le type d'une configuration ne peut pas changer. Créez une autre configuration.</translation>
    </message>
    <message>
        <source>The unfinished run has other parameters or other sources. Resume it with the same ones, or remove %1 and start again.</source>
        <translation>L'exécution inachevée a d'autres paramètres ou d'autres sources. Reprenez-la avec les mêmes, ou supprimez d'abord %1 et le dossier de la pyramide.</translation>
    </message>
    <message>
        <source>The unfinished run in %1 was made by an earlier version of the program. It begins anew.</source>
        <translation>L'exécution inachevée dans %1 a été faite par une version antérieure du programme. Elle recommence.</translation>
    </message>
    <message>
        <source>The unfinished run in %1 was made by another version of the program. It begins anew.</source>
        <translation>L'exécution inachevée dans %1 a été faite par une autre version du programme. Elle recommence.</translation>
    </message>
    <message>
        <source>The upload has been deleted: its files are gone.</source>
        <translation>La livraison a été supprimée : ses fichiers ont disparu.</translation>
    </message>
    <message>
        <source>The upload has no ROK4 descriptor.</source>
        <translation>La livraison n'a pas de descripteur ROK4.</translation>
    </message>
    <message>
        <source>The upload has no file “%1”.</source>
        <translation>La livraison n'a pas de fichier « %1 ».</translation>
    </message>
    <message>
        <source>The upload has no files. Send some before it is closed.</source>
        <translation>La livraison n'a pas de fichier. Envoyez-en avant de la fermer.</translation>
    </message>
    <message>
        <source>The upload has no point cloud.</source>
        <translation>La livraison n'a pas de nuage de points.</translation>
    </message>
    <message>
        <source>The upload has no raster file.</source>
        <translation>La livraison n'a pas de fichier raster.</translation>
    </message>
    <message>
        <source>The upload has no vector file.</source>
        <translation>La livraison n'a pas de fichier vecteur.</translation>
    </message>
    <message>
        <source>The upload is a COPC pyramid. Use the processing that copies those.</source>
        <translation>La livraison est une pyramide COPC. Utilisez le traitement qui recopie celles-là.</translation>
    </message>
    <message>
        <source>The upload is a raster pyramid. Use the processing that copies those.</source>
        <translation>La livraison est une pyramide raster. Utilisez le traitement qui recopie celles-là.</translation>
    </message>
    <message>
        <source>The upload is a vector pyramid. Use the processing that copies those.</source>
        <translation>La livraison est une pyramide vecteur. Utilisez le traitement qui recopie celles-là.</translation>
    </message>
    <message>
        <source>The upload is an EPT. Use the processing that copies those.</source>
        <translation>La livraison est un EPT. Utilisez le traitement qui recopie ceux-là.</translation>
    </message>
    <message>
        <source>The upload is not open (status %1). Open it before its files are changed.</source>
        <translation>La livraison n'est pas ouverte (état %1). Ouvrez-la avant de changer ses fichiers.</translation>
    </message>
    <message>
        <source>The upload must be one pyramid: a COPC file, a VPC with the COPC files that it names, or an EPT with its ept.json.</source>
        <translation>La livraison doit être une pyramide : un fichier COPC, un VPC avec les COPC qu'il nomme, ou un EPT avec son ept.json.</translation>
    </message>
    <message>
        <source>The upload must have one ROK4 descriptor, it has %1.</source>
        <translation>La livraison doit avoir un seul descripteur ROK4, elle en a %1.</translation>
    </message>
    <message>
        <source>The upload says %1, its files are another kind of pyramid.</source>
        <translation>La livraison dit %1, ses fichiers sont une autre sorte de pyramide.</translation>
    </message>
    <message>
        <source>The upload “%1” has not passed its checks (status %2).</source>
        <translation>La livraison « %1 » n'a pas passé ses vérifications (état %2).</translation>
    </message>
    <message>
        <source>The values are not 8-bit. Give the lowest and the highest value to show as black and white, or keep them as FLOAT32.</source>
        <translation>Les valeurs ne sont pas sur 8 bits. Donnez la plus basse et la plus haute valeur à montrer en noir et blanc, ou gardez-les en FLOAT32.</translation>
    </message>
    <message>
        <source>The values of %1 are neither 8-bit, 16-bit nor 32-bit floating point (or its bands differ); they are read as 32-bit floating point.</source>
        <translation>Les valeurs de %1 ne sont ni sur 8 bits, ni sur 16 bits, ni en virgule flottante 32 bits (ou ses bandes diffèrent) ; elles sont lues en virgule flottante 32 bits.</translation>
    </message>
    <message>
        <source>The values of %1 have %2 bits: a picture shows 0 as black and %3 as white.</source>
        <translation>Les valeurs de %1 ont %2 bits : une image montre 0 en noir et %3 en blanc.</translation>
    </message>
    <message>
        <source>The values of the style's palette must increase, but %1 comes after %2. Put the colours in order, each value once.</source>
        <translation>Les valeurs de la palette du style doivent croître, mais %1 vient après %2. Mettez les couleurs dans l’ordre, chaque valeur une fois.</translation>
    </message>
    <message>
        <source>The vector tile is damaged: %1. Generate the slab again.</source>
        <translation>La tuile vecteur est abîmée : %1. Générez la dalle de nouveau.</translation>
    </message>
    <message>
        <source>The vector tiles of "%1" cannot be shown.</source>
        <translation>Les tuiles vecteur de "%1" ne peuvent pas être montrées.</translation>
    </message>
    <message>
        <source>The vendor option “%1” is not applied.</source>
        <translation>L'option « %1 » (VendorOption) n'est pas appliquée.</translation>
    </message>
    <message>
        <source>The vendor option “%1” of labels is not applied.</source>
        <translation>L'option « %1 » (VendorOption) des étiquettes n'est pas appliquée.</translation>
    </message>
    <message>
        <source>The version before left nothing that can be gone on from.</source>
        <translation>La version précédente n’a rien laissé dont on puisse repartir.</translation>
    </message>
    <message>
        <source>The version before left nothing to go on from: all is made again.</source>
        <translation>La version précédente n’a rien laissé dont on puisse repartir : tout est recalculé.</translation>
    </message>
    <message>
        <source>The version before was made with another assigned CRS: all is made again.</source>
        <translation>La version précédente a été faite avec un autre SCR attribué : tout est recalculé.</translation>
    </message>
    <message>
        <source>The version before was made with other options, or has another extent: all is made again.</source>
        <translation>La version précédente a été faite avec d'autres options, ou a une autre emprise : tout est recalculé.</translation>
    </message>
    <message>
        <source>The version before was made with other options, or of data of another kind: all is made again.</source>
        <translation>La version précédente a été faite avec d’autres options, ou de données d’une autre nature : tout est recalculé.</translation>
    </message>
    <message>
        <source>The version before was made with other options: all is made again.</source>
        <translation>La version précédente a été faite avec d’autres options : tout est recalculé.</translation>
    </message>
    <message>
        <source>The version has no %1 any more. Publish its files again.</source>
        <translation>La version n'a plus de %1. Publiez à nouveau ses fichiers.</translation>
    </message>
    <message>
        <source>The way of drawing “%1” has no equal in SLD 1.0.0. Choose a single symbol, categories, classes or rules.</source>
        <translation>La façon de dessiner « %1 » n'a pas d'égal en SLD 1.0.0. Choisissez un symbole unique, des catégories, des classes ou des règles.</translation>
    </message>
    <message>
        <source>The way of drawing “%1” is not known to this QGIS; “%2” is used.</source>
        <translation>La façon de dessiner « %1 » est inconnue de ce QGIS ; « %2 » est utilisée.</translation>
    </message>
    <message>
        <source>The work did nothing for %1 s and was ended.</source>
        <translation>Le travail n'a rien fait pendant %1 s et a été arrêté.</translation>
    </message>
    <message>
        <source>The work took more than %1 MiB of memory and was ended.</source>
        <translation>Le travail a pris plus de %1 Mio de mémoire et a été arrêté.</translation>
    </message>
    <message>
        <source>The working copy was made by a newer version of this program. Install that version.</source>
        <translation>La copie de travail a été faite par une version plus récente de ce programme. Installez cette version.</translation>
    </message>
    <message>
        <source>There are %1 gaps; the first %2 are listed.</source>
        <translation>Il y a %1 trous ; les %2 premiers sont listés.</translation>
    </message>
    <message>
        <source>There are %1 overlaps; the first %2 are listed.</source>
        <translation>Il y a %1 recouvrements ; les %2 premiers sont listés.</translation>
    </message>
    <message>
        <source>There are conflicts to decide, or rules that the merged data break.</source>
        <translation>Il y a des conflits à décider, ou des règles que les données fusionnées enfreignent.</translation>
    </message>
    <message>
        <source>There are no ground points (class %1) to make a terrain of; the files hold %2. Classify the ground first, choose other ground classes, or make the surface (dsm), which needs none.</source>
        <translation>Il n'y a pas de points du sol (classe %1) pour en faire un terrain ; les fichiers contiennent %2. Classez d'abord le sol, choisissez d'autres classes de sol, ou faites la surface (dsm), qui n'en demande pas.</translation>
    </message>
    <message>
        <source>There are no jobs.</source>
        <translation>Il n'y a pas de travaux.</translation>
    </message>
    <message>
        <source>There are slabs outside of the limits (slab columns %1 to %2, rows %3 to %4), so nobody sees them. Correct tile_limits.</source>
        <translation>Il y a des dalles hors des limites (colonnes de dalles %1 à %2, lignes %3 à %4), personne ne les voit donc. Corrigez tile_limits.</translation>
    </message>
    <message>
        <source>There is a file %1 already. Choose another name, or move it away.</source>
        <translation>Il y a déjà un fichier %1. Choisissez un autre nom, ou déplacez-le.</translation>
    </message>
    <message>
        <source>There is a key of this hash already.</source>
        <translation>Il y a déjà une clé avec ce hash.</translation>
    </message>
    <message>
        <source>There is a metadata record “%1” already.</source>
        <translation>Il y a déjà une fiche de métadonnées « %1 ».</translation>
    </message>
    <message>
        <source>There is an account “%1” already.</source>
        <translation>Il y a déjà un compte « %1 ».</translation>
    </message>
    <message>
        <source>There is an annexe of the path “%1” already.</source>
        <translation>Il y a déjà une annexe de chemin « %1 ».</translation>
    </message>
    <message>
        <source>There is another tile matrix set named “%1”. Give your file another name.</source>
        <translation>Un autre jeu de matrices de tuiles s'appelle « %1 ». Donnez un autre nom à votre fichier.</translation>
    </message>
    <message>
        <source>There is less than one point in each cell: choose larger cells.</source>
        <translation>Il y a moins d'un point par cellule : choisissez des cellules plus grandes.</translation>
    </message>
    <message>
        <source>There is no "%1" to generate. Say generate raster, vector or pointcloud, then PATH... --output OUTPUT.</source>
        <translation>Il n'y a pas de "%1" à générer. Dites generate raster, vector ou pointcloud, puis PATH... --output OUTPUT.</translation>
    </message>
    <message>
        <source>There is no %1 with the identifier “%2”.</source>
        <translation>Il n'y a pas de %1 d'identifiant « %2 ».</translation>
    </message>
    <message>
        <source>There is no account “%1”.</source>
        <translation>Il n'y a pas de compte « %1 ».</translation>
    </message>
    <message>
        <source>There is no band %1; the data have %2.</source>
        <translation>Il n'y a pas de bande %1 ; les données en ont %2.</translation>
    </message>
    <message>
        <source>There is no check with the identifier “%1”.</source>
        <translation>Il n'y a pas de vérification d'identifiant « %1 ».</translation>
    </message>
    <message>
        <source>There is no coordinate reference system "%1". Give a code such as EPSG:2154 or IGNF:LAMB93, or a WKT definition.</source>
        <translation>Il n'y a pas de système de coordonnées "%1". Donnez un code comme EPSG:2154 ou IGNF:LAMB93, ou une définition WKT.</translation>
    </message>
    <message>
        <source>There is no datastore with the identifier “%1”.</source>
        <translation>Il n'y a pas d'entrepôt d'identifiant « %1 ».</translation>
    </message>
    <message>
        <source>There is no endpoint with the identifier “%1”.</source>
        <translation>Il n'y a pas de point d'accès d'identifiant « %1 ».</translation>
    </message>
    <message>
        <source>There is no ept.json in %1. Give the folder of an EPT.</source>
        <translation>Il n'y a pas d'ept.json dans %1. Donnez le dossier d'un EPT.</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>Il n'y a pas de fichier %1.</translation>
    </message>
    <message>
        <source>There is no job “%1”.</source>
        <translation>Il n'y a pas de travail « %1 ».</translation>
    </message>
    <message>
        <source>There is no kind of data named %1.</source>
        <translation>Il n'y a pas de sorte de données nommée %1.</translation>
    </message>
    <message>
        <source>There is no layer named %1. Look at the list of layers.</source>
        <translation>Il n'y a pas de couche nommée %1. Consultez la liste des couches.</translation>
    </message>
    <message>
        <source>There is no layer named %1. Publish it first, or look at the list of layers.</source>
        <translation>Il n'y a pas de couche nommée %1. Publiez-la d'abord, ou regardez la liste des couches.</translation>
    </message>
    <message>
        <source>There is no layer “%1” to download.</source>
        <translation>Il n'y a pas de couche « %1 » à télécharger.</translation>
    </message>
    <message>
        <source>There is no layer “%1”.</source>
        <translation>Il n'y a pas de couche « %1 ».</translation>
    </message>
    <message>
        <source>There is no machine named %1. Check the address and the network.</source>
        <translation>Il n'y a pas de machine nommée %1. Vérifiez l'adresse et le réseau.</translation>
    </message>
    <message>
        <source>There is no operation “%1”. Ask for GetCapabilities, GetTile or GetFeatureInfo.</source>
        <translation>Il n'y a pas d'opération « %1 ». Demandez GetCapabilities, GetTile ou GetFeatureInfo.</translation>
    </message>
    <message>
        <source>There is no operation “%1”. Ask for one that GetCapabilities names.</source>
        <translation>Il n'y a pas d'opération « %1 ». Demandez-en une que GetCapabilities nomme.</translation>
    </message>
    <message>
        <source>There is no parameter “%1”. Did you mean “%2”?</source>
        <translation>Il n'y a pas de paramètre « %1 ». Vouliez-vous dire « %2 » ?</translation>
    </message>
    <message>
        <source>There is no parameter “%1”. Leave it out.</source>
        <translation>Il n'y a pas de paramètre « %1 ». Retirez-le.</translation>
    </message>
    <message>
        <source>There is no place for temporary files. Free some disk space.</source>
        <translation>Il n'y a pas de place pour les fichiers temporaires. Libérez de l'espace disque.</translation>
    </message>
    <message>
        <source>There is no point cloud in %1. Expected are %2 files.</source>
        <translation>Il n’y a pas de nuage de points dans %1. On attend des fichiers %2.</translation>
    </message>
    <message>
        <source>There is no processing with the identifier “%1”.</source>
        <translation>Il n'y a pas de traitement d'identifiant « %1 ».</translation>
    </message>
    <message>
        <source>There is no public file here.</source>
        <translation>Il n'y a pas de fichier public ici.</translation>
    </message>
    <message>
        <source>There is no push %1.</source>
        <translation>Il n'y a pas d'envoi %1.</translation>
    </message>
    <message>
        <source>There is no raster file in %1. Expected are such as %2.</source>
        <translation>Il n’y a pas de fichier raster dans %1. On attend par exemple : %2.</translation>
    </message>
    <message>
        <source>There is no repair called "%1". --only takes: %2.</source>
        <translation>Il n'y a pas de réparation nommée « %1 ». --only accepte : %2.</translation>
    </message>
    <message>
        <source>There is no repair called %1. Known are: %2.</source>
        <translation>Il n'y a pas de réparation nommée %1. On connaît : %2.</translation>
    </message>
    <message>
        <source>There is no room for temporary files. Make room, then try again.</source>
        <translation>Il n’y a plus de place pour les fichiers temporaires. Libérez de la place, puis réessayez.</translation>
    </message>
    <message>
        <source>There is no room left on the server, or the file is larger than it takes.</source>
        <translation>Il n'y a plus de place sur le serveur, ou le fichier est plus gros qu'il n'accepte.</translation>
    </message>
    <message>
        <source>There is no secret of this name.</source>
        <translation>Il n’y a pas de secret de ce nom.</translation>
    </message>
    <message>
        <source>There is no service named %1. Choose among %2.</source>
        <translation>Il n'y a pas de service nommé %1. Choisissez parmi %2.</translation>
    </message>
    <message>
        <source>There is no space left on the disk for %1. Free some and try again.</source>
        <translation>Il n'y a plus de place sur le disque pour %1. Libérez-en et réessayez.</translation>
    </message>
    <message>
        <source>There is no space left on the disk of the data folder. Free some and try again.</source>
        <translation>Il n'y a plus de place sur le disque du dossier de données. Libérez-en et recommencez.</translation>
    </message>
    <message>
        <source>There is no style %1. Give one of %2, or the path of a ROK4 style (JSON).</source>
        <translation>Il n’y a pas de style %1. Donnez l’un de %2, ou le chemin d’un style ROK4 (JSON).</translation>
    </message>
    <message>
        <source>There is no style file %1.</source>
        <translation>Il n'y a pas de fichier de style %1.</translation>
    </message>
    <message>
        <source>There is no style named “%1”. Choose among %2, or name a file.</source>
        <translation>Il n’y a pas de style nommé « %1 ». Choisissez parmi %2, ou nommez un fichier.</translation>
    </message>
    <message>
        <source>There is no such conflict. Look at the list of tuilerie-cli sync status.</source>
        <translation>Il n'y a pas de tel conflit. Consultez la liste de tuilerie-cli sync status.</translation>
    </message>
    <message>
        <source>There is no such datastore.</source>
        <translation>Cet entrepôt n'existe pas.</translation>
    </message>
    <message>
        <source>There is no such file. Open the address of the layer for a list.</source>
        <translation>Il n'y a pas de tel fichier. Ouvrez l'adresse de la couche pour en voir la liste.</translation>
    </message>
    <message>
        <source>There is no such resource. The templates are in WMTSCapabilities.xml.</source>
        <translation>Cette ressource n'existe pas. Les modèles sont dans WMTSCapabilities.xml.</translation>
    </message>
    <message>
        <source>There is no table “%1” with a geometry. The tables are %2.</source>
        <translation>Il n'y a pas de table « %1 » avec une géométrie. Les tables sont %2.</translation>
    </message>
    <message>
        <source>There is no tile here: the data do not reach it.</source>
        <translation>Il n'y a pas de tuile ici : les données n'y vont pas.</translation>
    </message>
    <message>
        <source>There is no tile matrix set named "%1". Choose one that is bundled, such as PM or LAMB93_50cm, or give the path of a JSON file.</source>
        <translation>Il n'y a pas de jeu de matrices de tuiles nommé "%1". Choisissez-en un fourni, comme PM ou LAMB93_50cm, ou donnez le chemin d'un fichier JSON.</translation>
    </message>
    <message>
        <source>There is no tile matrix set “%1”.</source>
        <translation>Il n'y a pas de jeu de matrices de tuiles « %1 ».</translation>
    </message>
    <message>
        <source>There is no tile matrix set “%1”. GET /api/statics/tms lists them.</source>
        <translation>Il n'y a pas de jeu de matrices de tuiles « %1 ». GET /api/statics/tms les liste.</translation>
    </message>
    <message>
        <source>There is no vector file in %1. Expected are such as %2.</source>
        <translation>Il n’y a pas de fichier vecteur dans %1. On attend par exemple : %2.</translation>
    </message>
    <message>
        <source>There is no version before the current one of %1.</source>
        <translation>Il n'y a pas de version avant l'actuelle de %1.</translation>
    </message>
    <message>
        <source>There is not enough memory for the list of chunks. Close other programs and try again.</source>
        <translation>La mémoire ne suffit pas pour la liste des blocs. Fermez d’autres logiciels et réessayez.</translation>
    </message>
    <message>
        <source>There is not enough memory to compress the points. Lower the memory limit or the number of workers.</source>
        <translation>La mémoire ne suffit pas pour compresser les points. Réduisez la limite de mémoire ou le nombre de processus.</translation>
    </message>
    <message>
        <source>There is not enough memory. Give the work less memory or fewer workers, or close other programs, then resume.</source>
        <translation>La mémoire ne suffit pas. Donnez moins de mémoire ou moins d'ouvriers au travail, ou fermez d'autres programmes, puis reprenez.</translation>
    </message>
    <message>
        <source>There is nothing at this address.</source>
        <translation>Il n'y a rien à cette adresse.</translation>
    </message>
    <message>
        <source>There is nothing but nodata within the grid %1: there is no pyramid to write.</source>
        <translation>Il n'y a que du vide (nodata) dans la grille %1 : il n'y a pas de pyramide à faire.</translation>
    </message>
    <message>
        <source>These are no changes that this program can read.</source>
        <translation>Ce ne sont pas des modifications que ce programme sait lire.</translation>
    </message>
    <message>
        <source>These data of the last session could not be opened again. They may have been moved, or their disk is not connected:

%1</source>
        <translation>Ces données de la dernière session n’ont pas pu être rouvertes. Elles ont peut-être été déplacées, ou leur disque n’est pas branché :

%1</translation>
    </message>
    <message>
        <source>These of the original are not in the copy: %1. Make them again where they are needed.</source>
        <translation>Ceci se trouve dans l’original et non dans la copie : %1. Recréez-le là où il sert.</translation>
    </message>
    <message>
        <source>These tiles are in %1. The map can show a TMS in EPSG:3857 only; show another service of the layer.</source>
        <translation>Ces tuiles sont en %1. La carte ne montre un TMS qu'en EPSG:3857 ; montrez un autre service de la couche.</translation>
    </message>
    <message>
        <source>They are kept as they are; ask the producer if returns matter to you.</source>
        <translation>Ils sont conservés tels quels ; interrogez le producteur si les retours vous importent.</translation>
    </message>
    <message>
        <source>They are kept as they are; export the file again with their description if they matter.</source>
        <translation>Ils sont conservés tels quels ; exportez à nouveau le fichier avec leur description s’ils comptent.</translation>
    </message>
    <message>
        <source>They are kept in the pyramid and left out of derived rasters.</source>
        <translation>Ils restent dans la pyramide et sont écartés des rasters dérivés.</translation>
    </message>
    <message>
        <source>They are kept; a surface from first returns leaves out those of return number 0.</source>
        <translation>Ils sont conservés ; une surface des premiers retours écarte ceux de numéro de retour 0.</translation>
    </message>
    <message>
        <source>This JSON is no Mapbox GL style: it has no “layers”.</source>
        <translation>Ce JSON n'est pas un style Mapbox GL : il n'a pas de « layers ».</translation>
    </message>
    <message>
        <source>This QML holds neither symbols nor labels.</source>
        <translation>Ce QML ne contient ni symboles ni étiquettes.</translation>
    </message>
    <message>
        <source>This QML is the style of a raster, and the layer holds vectors.</source>
        <translation>Ce QML est le style d'un raster, et la couche contient des vecteurs.</translation>
    </message>
    <message>
        <source>This SLD has no NamedLayer. Export the style of one layer.</source>
        <translation>Ce SLD n'a pas de NamedLayer. Exportez le style d'une couche.</translation>
    </message>
    <message>
        <source>This SLD only names a style and does not hold it. Export it with its symbols.</source>
        <translation>Ce SLD ne fait que nommer un style et ne le contient pas. Exportez-le avec ses symboles.</translation>
    </message>
    <message>
        <source>This address does not know that method.</source>
        <translation>Cette adresse ne connaît pas cette méthode.</translation>
    </message>
    <message>
        <source>This address only takes the answer of the sign-in.</source>
        <translation>Cette adresse ne prend que la réponse de la connexion.</translation>
    </message>
    <message>
        <source>This c&amp;omputer, with the server built into Tuilerie</source>
        <translation>Cet &amp;ordinateur, avec le serveur intégré à Tuilerie</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Cet ordinateur</translation>
    </message>
    <message>
        <source>This export was not finished. It goes on where it stopped.</source>
        <translation>Cet export n'était pas terminé. Il reprend où il s'était arrêté.</translation>
    </message>
    <message>
        <source>This file does not belong here: no slab has such a name. Remove it.</source>
        <translation>Ce fichier n'a rien à faire ici : aucune dalle n'a un tel nom. Supprimez-le.</translation>
    </message>
    <message>
        <source>This is no SLD: its root is “%1”.</source>
        <translation>Ce n'est pas un SLD : sa racine est « %1 ».</translation>
    </message>
    <message>
        <source>This is no style that can be read. Give a QML, an SLD or a Mapbox GL file.</source>
        <translation>Ce n'est pas un style lisible. Donnez un fichier QML, SLD ou Mapbox GL.</translation>
    </message>
    <message>
        <source>This layer cannot be queried.</source>
        <translation>Cette couche ne peut pas être interrogée.</translation>
    </message>
    <message>
        <source>This layer's tiles end in %1.</source>
        <translation>Les tuiles de cette couche finissent par %1.</translation>
    </message>
    <message>
        <source>This place cannot be shown in the map's CRS. Choose another CRS for the map.</source>
        <translation>Ce lieu ne peut pas être montré dans le SCR de la carte. Choisissez un autre SCR pour la carte.</translation>
    </message>
    <message>
        <source>This program knows no work of the kind “%1”.</source>
        <translation>Ce programme ne connaît pas de travail de la sorte « %1 ».</translation>
    </message>
    <message>
        <source>This publication is no longer to be carried through.</source>
        <translation>Cette publication n’est plus à mener.</translation>
    </message>
    <message>
        <source>This server cannot pause a processing. Cancel it, or let it end.</source>
        <translation>Ce serveur ne sait pas suspendre un traitement. Annulez-le ou laissez-le finir.</translation>
    </message>
    <message>
        <source>This server cannot resume a processing. Start it again.</source>
        <translation>Ce serveur ne sait pas reprendre un traitement. Relancez-le.</translation>
    </message>
    <message>
        <source>This server does not draw styled vectors into pyramids. Publish them as wms-v or as tms.</source>
        <translation>Ce serveur ne dessine pas de vecteurs stylés en pyramides. Publiez-les en wms-v ou en tms.</translation>
    </message>
    <message>
        <source>This server does not take pyramids that were made elsewhere. Publish the original files instead.</source>
        <translation>Ce serveur n'accepte pas les pyramides faites ailleurs. Publiez plutôt les fichiers d'origine.</translation>
    </message>
    <message>
        <source>This server does not write pyramids into PMTiles files. Leave the service download out.</source>
        <translation>Ce serveur n'écrit pas les pyramides en fichiers PMTiles. Renoncez au service download.</translation>
    </message>
    <message>
        <source>This server has no renderer for vector layers. Install tuilerie-renderer beside it.</source>
        <translation>Ce serveur n'a pas de moteur de rendu pour les couches vecteur. Installez tuilerie-renderer à côté de lui.</translation>
    </message>
    <message>
        <source>This server has no service of the type “%1”. Use one of %2.</source>
        <translation>Ce serveur n'a pas de service du type « %1 ». Utilisez l'un de : %2.</translation>
    </message>
    <message>
        <source>This server has no working copies. Download the layer's data there, and publish them anew with tuilerie-cli update.</source>
        <translation>Ce serveur n'a pas de copies de travail. Téléchargez-y les données de la couche, et publiez-les de nouveau avec tuilerie-cli update.</translation>
    </message>
    <message>
        <source>This server knows keys of the type HASH.</source>
        <translation>Ce serveur connaît les clés du type HASH.</translation>
    </message>
    <message>
        <source>This server knows the grants password, client_credentials and refresh_token.</source>
        <translation>Ce serveur connaît les grants password, client_credentials et refresh_token.</translation>
    </message>
    <message>
        <source>This server makes databases from whole deliveries: leave “%1” out, or say false.</source>
        <translation>Ce serveur fait ses bases de livraisons entières : laissez « %1 » de côté, ou dites false.</translation>
    </message>
    <message>
        <source>This server makes pyramids from uploads alone: leave “inputs.stored_data” out.</source>
        <translation>Ce serveur fait des pyramides à partir de livraisons seulement : omettez « inputs.stored_data ».</translation>
    </message>
    <message>
        <source>This server needs a style for the table %1: give an SLD 1.0.0 file.</source>
        <translation>Ce serveur demande un style pour la table %1 : donnez un fichier SLD 1.0.0.</translation>
    </message>
    <message>
        <source>This server speaks TMS 1.0.0.</source>
        <translation>Ce serveur parle TMS 1.0.0.</translation>
    </message>
    <message>
        <source>This server speaks version 1.0.0.</source>
        <translation>Ce serveur parle la version 1.0.0.</translation>
    </message>
    <message>
        <source>This server takes no %1 files.</source>
        <translation>Ce serveur n'accepte pas de fichiers %1.</translation>
    </message>
    <message>
        <source>This server takes styles as SLD 1.0.0 alone: save %1 as SLD first.</source>
        <translation>Ce serveur n'accepte les styles qu'en SLD 1.0.0 : enregistrez d'abord %1 en SLD.</translation>
    </message>
    <message>
        <source>This server tiles whole tables: leave “area” out, or use a filter.</source>
        <translation>Ce serveur tuile des tables entières : laissez « area » de côté, ou utilisez un filtre.</translation>
    </message>
    <message>
        <source>This server was built without a renderer: it cannot draw styled maps.</source>
        <translation>Ce serveur a été construit sans moteur de rendu : il ne peut pas dessiner de cartes stylées.</translation>
    </message>
    <message>
        <source>This server's vector pyramids have no such tippecanoe options: %1. Leave them out; -S with a number works.</source>
        <translation>Les pyramides vecteur de ce serveur n'ont pas ces options de tippecanoe : %1. Laissez-les de côté ; -S avec un nombre marche.</translation>
    </message>
    <message>
        <source>This sign-in has no token request.</source>
        <translation>Cette connexion n'a pas de demande de jeton.</translation>
    </message>
    <message>
        <source>This system's kernel cannot keep a work to its own files or from the network (Landlock, seccomp): what opens files of others has the rights of the server. Run it as a user of its own, in a container.</source>
        <translation>Le noyau de ce système ne peut pas limiter un travail à ses propres fichiers ni le priver du réseau (Landlock, seccomp) : ce qui ouvre les fichiers d'autrui a les droits du serveur. Lancez-le sous un utilisateur à lui, dans un conteneur.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Fils d'exécution</translation>
    </message>
    <message>
        <source>Threads (all cores).</source>
        <translation>Fils d'exécution (tous les cœurs).</translation>
    </message>
    <message>
        <source>Threads of the network; 0 = all cores.</source>
        <translation>Fils d'exécution du réseau ; 0 = tous les cœurs.</translation>
    </message>
    <message>
        <source>Through %1</source>
        <translation>Par %1</translation>
    </message>
    <message>
        <source>Throw it away</source>
        <translation>La jeter</translation>
    </message>
    <message>
        <source>Tick at least one table to publish.</source>
        <translation>Cochez au moins une table à publier.</translation>
    </message>
    <message>
        <source>Tick what is to be repaired.</source>
        <translation>Cochez ce qui doit être réparé.</translation>
    </message>
    <message>
        <source>Tile %1, %2 holds data outside of the limits of level %3, so nobody sees it. Correct the level's tile_limits in the descriptor.</source>
        <translation>La tuile %1, %2 contient des données hors des limites du niveau %3, personne ne les voit donc. Corrigez les tile_limits du niveau dans le descripteur.</translation>
    </message>
    <message>
        <source>Tile %1, %2 is absent though the level's limits hold it. Generate the slab again.</source>
        <translation>La tuile %1, %2 est absente alors qu'elle est dans les limites du niveau. Générez la dalle de nouveau.</translation>
    </message>
    <message>
        <source>Tile format</source>
        <translation>Format des tuiles</translation>
    </message>
    <message>
        <source>Tile li&amp;mits:</source>
        <translation>Li&amp;mites d'une tuile :</translation>
    </message>
    <message>
        <source>Tile matrix set: a bundled one or a JSON file</source>
        <translation>Ensemble de matrices de tuiles : un de ceux fournis, ou un fichier JSON</translation>
    </message>
    <message>
        <source>Tiles</source>
        <translation>Tuiles</translation>
    </message>
    <message>
        <source>Tiles across a slab</source>
        <translation>Tuiles en largeur d'une dalle</translation>
    </message>
    <message>
        <source>Tiles and maps put them together all the same; for an upload to the Géoplateforme bring all layers into one coordinate reference system.</source>
        <translation>Les tuiles et les cartes les réunissent quand même ; pour une livraison à la Géoplateforme, mettez toutes les couches dans un même système de coordonnées.</translation>
    </message>
    <message>
        <source>Tiles down a slab</source>
        <translation>Tuiles en hauteur d'une dalle</translation>
    </message>
    <message>
        <source>Tiles into the file</source>
        <translation>Tuiles dans le fichier</translation>
    </message>
    <message>
        <source>Tiles of an object store have no local file. Read them instead.</source>
        <translation>Les tuiles d'un stockage objet n'ont pas de fichier local. Lisez-les plutôt.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Temps restant</translation>
    </message>
    <message>
        <source>Title of the layer</source>
        <translation>Titre de la couche</translation>
    </message>
    <message>
        <source>To</source>
        <translation>À</translation>
    </message>
    <message>
        <source>To have all of them looked at first, run the checks by themselves.</source>
        <translation>Pour les faire tous regarder d’abord, lancez les contrôles à part.</translation>
    </message>
    <message>
        <source>To level</source>
        <translation>Au niveau</translation>
    </message>
    <message>
        <source>To scale</source>
        <translation>À l'échelle</translation>
    </message>
    <message>
        <source>Too many maps are being drawn. Try again in a moment.</source>
        <translation>Trop de cartes sont en cours de dessin. Réessayez dans un instant.</translation>
    </message>
    <message>
        <source>Toolbar</source>
        <translation>Barre d'outils</translation>
    </message>
    <message>
        <source>Transmission tower</source>
        <translation>Pylône</translation>
    </message>
    <message>
        <source>Triangle</source>
        <translation>Triangle</translation>
    </message>
    <message>
        <source>Tuilerie</source>
        <translation>Tuilerie</translation>
    </message>
    <message>
        <source>Tuilerie %1
From a producer's files to published map services.

Free software under the GNU General Public License, version 3 or later.
Maps are drawn by QGIS %2, with Qt %3.</source>
        <translation>Tuilerie %1
Des fichiers du producteur aux services cartographiques publiés.

Logiciel libre sous licence publique générale GNU, version 3 ou ultérieure.
Les cartes sont dessinées par QGIS %2, avec Qt %3.</translation>
    </message>
    <message>
        <source>Two styles of the layer have the identifier “%1”. Give each one of its own.</source>
        <translation>Deux styles de la couche ont l’identifiant « %1 ». Donnez à chacun le sien.</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Unclassified</source>
        <translation>Non classé</translation>
    </message>
    <message>
        <source>Under one name, vector data are either vector tiles (tms) or pictures (wmts). Choose one, and publish the other under another name.</source>
        <translation>Sous un même nom, des données vecteur sont soit des tuiles vecteur (tms), soit des images (wmts). Choisissez, et publiez l'autre sous un autre nom.</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>Units of the map</source>
        <translation>Unités de la carte</translation>
    </message>
    <message>
        <source>Unpacking %1: %2 of %3</source>
        <translation>Décompression de %1 : %2 sur %3</translation>
    </message>
    <message>
        <source>Unpublish</source>
        <translation>Dépublier</translation>
    </message>
    <message>
        <source>Unpublish and delete the pyramid</source>
        <translation>Dépublier et supprimer la pyramide</translation>
    </message>
    <message>
        <source>Unpublish and keep the pyramid</source>
        <translation>Dépublier et garder la pyramide</translation>
    </message>
    <message>
        <source>Unpublish “%1”? Its addresses stop working for everybody. The pyramid can be kept, to publish it again without making it anew.</source>
        <translation>Dépublier « %1 » ? Ses adresses cesseront de fonctionner pour tout le monde. La pyramide peut être gardée, pour la publier de nouveau sans la refaire.</translation>
    </message>
    <message>
        <source>Unpublished</source>
        <translation>Dépubliée</translation>
    </message>
    <message>
        <source>Unpublishing %1…</source>
        <translation>Dépublication de %1…</translation>
    </message>
    <message>
        <source>Unpublish…</source>
        <translation>Dépublier…</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Illisibles</translation>
    </message>
    <message>
        <source>Usage: tuilerie-cli %1 %2 [options]</source>
        <translation>Usage : tuilerie-cli %1 %2 [options]</translation>
    </message>
    <message>
        <source>VPC: a COPC for each file, and an index</source>
        <translation>VPC : un COPC par fichier, et un index</translation>
    </message>
    <message>
        <source>Val&amp;ues:</source>
        <translation>Val&amp;eurs :</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Value of each channel where there are no data</source>
        <translation>Valeur de chaque canal là où il n'y a pas de données</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Valeurs</translation>
    </message>
    <message>
        <source>Values I type</source>
        <translation>Valeurs saisies</translation>
    </message>
    <message>
        <source>Values as they are, not packed: quickest to make, heaviest to keep.</source>
        <translation>Les valeurs telles quelles, non compressées : le plus rapide à produire, le plus lourd à conserver.</translation>
    </message>
    <message>
        <source>Values as they are, packed a little less than with Deflate. Desktop GIS read them, web pages get the picture.</source>
        <translation>Les valeurs telles quelles, un peu moins comprimées qu’avec Deflate. Les SIG de bureau les lisent, les pages web reçoivent le rendu.</translation>
    </message>
    <message>
        <source>Values as they are, packed only where they are even. Desktop GIS read them, web pages get the picture.</source>
        <translation>Les valeurs telles quelles, comprimées seulement là où elles sont égales. Les SIG de bureau les lisent, les pages web reçoivent le rendu.</translation>
    </message>
    <message>
        <source>Values as they are, well packed: for terrain and measures. Desktop GIS read them, web pages get the picture.</source>
        <translation>Les valeurs telles quelles, bien comprimées : pour le terrain et les mesures. Les SIG de bureau les lisent, les pages web reçoivent le rendu.</translation>
    </message>
    <message>
        <source>Values from %1 to %2 are stretched to 0…255.</source>
        <translation>Les valeurs de %1 à %2 sont étirées sur 0…255.</translation>
    </message>
    <message>
        <source>Values, blue</source>
        <translation>Valeurs, bleu</translation>
    </message>
    <message>
        <source>Values, green</source>
        <translation>Valeurs, vert</translation>
    </message>
    <message>
        <source>Values, red</source>
        <translation>Valeurs, rouge</translation>
    </message>
    <message>
        <source>Vector &amp;tiles (TMS): features for web maps, styled by whoever shows them</source>
        <translation>&amp;Tuiles vecteur (TMS) : des objets pour cartes web, stylés par qui les affiche</translation>
    </message>
    <message>
        <source>Vector data</source>
        <translation>Données vecteur</translation>
    </message>
    <message>
        <source>Vector data: style file, QML or SLD, of all tables or of one. Rasters: how they are drawn, %1 or a ROK4 style (JSON); the first is the default. May be repeated.</source>
        <translation>Données vecteur : fichier de style, QML ou SLD, de toutes les tables ou d’une. Rasters : leur rendu, %1 ou un style ROK4 (JSON) ; le premier est celui par défaut. Peut être répété.</translation>
    </message>
    <message>
        <source>Vector files (%1)</source>
        <translation>Fichiers vecteur (%1)</translation>
    </message>
    <message>
        <source>Vector pyramids</source>
        <translation>Pyramides vecteur</translation>
    </message>
    <message>
        <source>Vector rules</source>
        <translation>Règles des vecteurs</translation>
    </message>
    <message>
        <source>Vector tiles: most bytes of a tile</source>
        <translation>Tuiles vectorielles : octets d'une tuile au plus</translation>
    </message>
    <message>
        <source>Vector tiles: most features of a tile</source>
        <translation>Tuiles vectorielles : objets d'une tuile au plus</translation>
    </message>
    <message>
        <source>Vector tiles: tolerance in those units</source>
        <translation>Tuiles vectorielles : tolérance dans ces unités</translation>
    </message>
    <message>
        <source>Vector tiles: units beyond each border</source>
        <translation>Tuiles vectorielles : unités au-delà de chaque bord</translation>
    </message>
    <message>
        <source>Vector tiles: units of a tile's side</source>
        <translation>Tuiles vectorielles : unités d'un côté de tuile</translation>
    </message>
    <message>
        <source>Verify the pyramid</source>
        <translation>Vérification de la pyramide</translation>
    </message>
    <message>
        <source>Version %1 is made; the layer shows the one before. tuilerie-cli switch LAYER VERSION shows it.</source>
        <translation>La version %1 est faite ; la couche montre la précédente. tuilerie-cli switch LAYER VERSION la montre.</translation>
    </message>
    <message>
        <source>Viewer &amp;page</source>
        <translation>&amp;Page du visualiseur</translation>
    </message>
    <message>
        <source>Viridis</source>
        <translation>Viridis</translation>
    </message>
    <message>
        <source>Virtual point</source>
        <translation>Point virtuel</translation>
    </message>
    <message>
        <source>Voids up to so many cells wide are filled</source>
        <translation>Les vides jusqu'à cette largeur, en cellules, sont comblés</translation>
    </message>
    <message>
        <source>W&amp;MS of the tiles: pictures of any place and size, from the picture tiles</source>
        <translation>W&amp;MS des tuiles : des images de tout endroit et de toute taille, tirées des tuiles d'image</translation>
    </message>
    <message>
        <source>W&amp;MS: pictures of any place and size, in any CRS</source>
        <translation>W&amp;MS : images de tout lieu et de toute taille, dans tout SCR</translation>
    </message>
    <message>
        <source>WGS 84</source>
        <translation>WGS 84</translation>
    </message>
    <message>
        <source>WGS 84 (degrees)</source>
        <translation>WGS 84 (degrés)</translation>
    </message>
    <message>
        <source>WM&amp;TS capabilities</source>
        <translation>Capacités WM&amp;TS</translation>
    </message>
    <message>
        <source>WMS of &amp;vectors, capabilities</source>
        <translation>WMS des &amp;vecteurs, capacités</translation>
    </message>
    <message>
        <source>WMS of the &amp;vectors: the styled map, drawn when it is asked for</source>
        <translation>WMS des &amp;vecteurs : la carte stylée, dessinée à la demande</translation>
    </message>
    <message>
        <source>WMTS and WMS come with a derived picture: choose one on the page Look.</source>
        <translation>WMTS et WMS viennent avec une image dérivée : choisissez-en une à la page Aspect.</translation>
    </message>
    <message>
        <source>Waiting for the server.</source>
        <translation>En attente du serveur.</translation>
    </message>
    <message>
        <source>Waits for number %1 of the same layer.</source>
        <translation>Attend le numéro %1 de la même couche.</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Avertissement</translation>
    </message>
    <message>
        <source>Warning: %1</source>
        <translation>Attention : %1</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Avertissements</translation>
    </message>
    <message>
        <source>Warnings (%1)</source>
        <translation>Avertissements (%1)</translation>
    </message>
    <message>
        <source>Water</source>
        <translation>Eau</translation>
    </message>
    <message>
        <source>West</source>
        <translation>Ouest</translation>
    </message>
    <message>
        <source>What %1 held is in the copy.</source>
        <translation>Ce que %1 contenait est dans la copie.</translation>
    </message>
    <message>
        <source>What a table is called in the vector tiles; may be repeated.</source>
        <translation>Nom d'une table dans les tuiles vectorielles ; peut être répétée.</translation>
    </message>
    <message>
        <source>What addresses of services begin with; by default as each request says.</source>
        <translation>Ce par quoi commencent les adresses des services ; par défaut comme le dit chaque requête.</translation>
    </message>
    <message>
        <source>What happens when you publish.</source>
        <translation>Ce qui se passera quand vous publierez.</translation>
    </message>
    <message>
        <source>What is done is kept: run the same command to go on.</source>
        <translation>Ce qui est fait est gardé : relancez la même commande pour continuer.</translation>
    </message>
    <message>
        <source>What is done is kept: run the same command with --resume to go on.</source>
        <translation>Ce qui est fait est gardé : relancez la même commande avec --resume pour continuer.</translation>
    </message>
    <message>
        <source>What lies there</source>
        <translation>Ce qui se trouve là</translation>
    </message>
    <message>
        <source>What the checks say of the copy:</source>
        <translation>Ce que les contrôles disent de la copie :</translation>
    </message>
    <message>
        <source>What the layer is called, and what capabilities and catalogues say of it.</source>
        <translation>Comment la couche s'appelle, et ce que les capacités et les catalogues en disent.</translation>
    </message>
    <message>
        <source>What the layer shows</source>
        <translation>Ce que montre la couche</translation>
    </message>
    <message>
        <source>What the paths are: %1 (by a look at them).</source>
        <translation>Ce que sont les chemins : %1 (d'après un regard sur eux).</translation>
    </message>
    <message>
        <source>What the rules found in the data set. Blocking findings must be put right first.</source>
        <translation>Ce que les règles ont trouvé dans le jeu de données. Les constats bloquants doivent être corrigés d'abord.</translation>
    </message>
    <message>
        <source>What they are together</source>
        <translation>Ce qu'ils sont ensemble</translation>
    </message>
    <message>
        <source>What to make of a point cloud</source>
        <translation>Ce qu'il faut tirer d'un nuage de points</translation>
    </message>
    <message>
        <source>What to repair</source>
        <translation>À réparer</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Ce qui a été fait</translation>
    </message>
    <message>
        <source>Where the work runs: local.</source>
        <translation>Où tourne le travail : local.</translation>
    </message>
    <message>
        <source>Where to. Rasters and vector data: DIR/NAME makes DIR/NAME.json and DIR/NAME/; DIR may be /vsis3/bucket/prefix. Point clouds: FILE.copc.laz, FILE.vpc (a COPC for each file), or the folder of an EPT.</source>
        <translation>Où écrire. Rasters et données vecteur : DIR/NAME fait DIR/NAME.json et DIR/NAME/ ; DIR peut être /vsis3/bucket/prefix. Nuages de points : FILE.copc.laz, FILE.vpc (un COPC par fichier), ou le dossier d'un EPT.</translation>
    </message>
    <message>
        <source>Which features of a table; may be repeated.</source>
        <translation>Quels objets d'une table ; peut être répété.</translation>
    </message>
    <message>
        <source>Which surface the light of a hillshade falls on</source>
        <translation>Surface sur laquelle tombe la lumière d'un ombrage</translation>
    </message>
    <message>
        <source>Whose data they are</source>
        <translation>À qui sont les données</translation>
    </message>
    <message>
        <source>Whose data they are.</source>
        <translation>À qui sont les données.</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Largeur</translation>
    </message>
    <message>
        <source>Width of the halo</source>
        <translation>Largeur du halo</translation>
    </message>
    <message>
        <source>Wire connector</source>
        <translation>Raccord de câble</translation>
    </message>
    <message>
        <source>Wire, conductor</source>
        <translation>Câble conducteur</translation>
    </message>
    <message>
        <source>Wire, guard</source>
        <translation>Câble de garde</translation>
    </message>
    <message>
        <source>With a token</source>
        <translation>Avec un jeton</translation>
    </message>
    <message>
        <source>With a user name and password</source>
        <translation>Avec un nom d'utilisateur et un mot de passe</translation>
    </message>
    <message>
        <source>Without loss and with transparency, for maps and plans; about ten times as heavy as JPEG on photographs.</source>
        <translation>Sans perte et avec transparence, pour les cartes et les plans ; environ dix fois plus lourd que JPEG sur des photographies.</translation>
    </message>
    <message>
        <source>Without one, the layer has no WMTS and no WMS.</source>
        <translation>Sans elle, la couche n'a ni WMTS ni WMS.</translation>
    </message>
    <message>
        <source>Write a pyramid into one file: PMTiles, MBTiles, GeoPackage or COG</source>
        <translation>Écrire une pyramide dans un seul fichier : PMTiles, MBTiles, GeoPackage ou COG</translation>
    </message>
    <message>
        <source>Write a sound GeoPackage</source>
        <translation>Écrire un GeoPackage sain</translation>
    </message>
    <message>
        <source>Write its tables anew into a copy, or copy the file again from its source.</source>
        <translation>Réécrivez ses tables dans une copie, ou copiez à nouveau le fichier depuis sa source.</translation>
    </message>
    <message>
        <source>Write texts in UTF-8</source>
        <translation>Écrire les textes en UTF-8</translation>
    </message>
    <message>
        <source>Write the code of the coordinate reference system into the file (EPSG:2154).</source>
        <translation>Écrivez le code du système de coordonnées dans le fichier (EPSG:2154).</translation>
    </message>
    <message>
        <source>Write the descriptor</source>
        <translation>Écriture du descripteur</translation>
    </message>
    <message>
        <source>Write the file again.</source>
        <translation>Écrivez le fichier de nouveau.</translation>
    </message>
    <message>
        <source>Write the style as QML (QGIS) or SLD 1.0.0</source>
        <translation>Écrire le style en QML (QGIS) ou en SLD 1.0.0</translation>
    </message>
    <message>
        <source>Write the value itself into the style, or into a column of the data.</source>
        <translation>Écrivez la valeur elle-même dans le style, ou dans une colonne des données.</translation>
    </message>
    <message>
        <source>Writes a ROK4 pyramid into one file of another format: PMTiles, MBTiles, GeoPackage or COG.</source>
        <translation>Écrit une pyramide ROK4 dans un seul fichier d'un autre format : PMTiles, MBTiles, GeoPackage ou COG.</translation>
    </message>
    <message>
        <source>Writes a ROK4 raster pyramid into one PMTiles file to download or to read by ranges</source>
        <translation>Écrit une pyramide raster ROK4 dans un seul fichier PMTiles, à télécharger ou à lire par morceaux</translation>
    </message>
    <message>
        <source>Writes a ROK4 vector pyramid into one PMTiles file to download or to read by ranges</source>
        <translation>Écrit une pyramide vecteur ROK4 dans un seul fichier PMTiles, à télécharger ou à lire par morceaux</translation>
    </message>
    <message>
        <source>Writes a copy of the one vector file, with the repairs that its findings name. The original is never changed.</source>
        <translation>Écrit une copie du fichier vecteur, avec les réparations que ses constats nomment. L'original n'est jamais changé.</translation>
    </message>
    <message>
        <source>Writes a repaired copy of the vector file and goes on with it; the original is not changed.</source>
        <translation>Écrit une copie réparée du fichier vecteur et continue avec elle ; l'original ne change pas.</translation>
    </message>
    <message>
        <source>Writes one JSON document to stdout.</source>
        <translation>Écrit un document JSON sur la sortie standard.</translation>
    </message>
    <message>
        <source>Writes those slabs of a PNG pyramid anew that other readers, the official server among them, take wrongly: the same pixels in the same place.</source>
        <translation>Récrit les dalles d'une pyramide PNG que d'autres lecteurs, dont le serveur officiel, lisent de travers : les mêmes pixels au même endroit.</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Écriture</translation>
    </message>
    <message>
        <source>Writing a temporary file</source>
        <translation>Écriture d'un fichier temporaire</translation>
    </message>
    <message>
        <source>Writing an export</source>
        <translation>Écriture d'un export</translation>
    </message>
    <message>
        <source>Writing the journal</source>
        <translation>Écriture du journal</translation>
    </message>
    <message>
        <source>Writing the preview</source>
        <translation>Écriture de l'aperçu</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Écrit</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>Écrit par</translation>
    </message>
    <message>
        <source>Yellow to red</source>
        <translation>Jaune à rouge</translation>
    </message>
    <message>
        <source>You are not signed in to this server. Sign in, then try again.</source>
        <translation>Vous n'êtes pas connecté à ce serveur. Connectez-vous, puis recommencez.</translation>
    </message>
    <message>
        <source>You are signed in. You may close this page and go back to Tuilerie.</source>
        <translation>Vous êtes connecté. Vous pouvez fermer cette page et revenir à Tuilerie.</translation>
    </message>
    <message>
        <source>You have no datastore named %1. Yours are: %2.</source>
        <translation>Vous n'avez pas d'entrepôt nommé %1. Les vôtres sont : %2.</translation>
    </message>
    <message>
        <source>You have no key with the identifier “%1”.</source>
        <translation>Vous n'avez pas de clé d'identifiant « %1 ».</translation>
    </message>
    <message>
        <source>Your account has no datastore on this server. Ask its community's supervisor for one.</source>
        <translation>Votre compte n'a pas d'entrepôt sur ce serveur. Demandez-en un au superviseur de sa communauté.</translation>
    </message>
    <message>
        <source>Your account lacks the right %1.</source>
        <translation>Votre compte n'a pas le droit %1.</translation>
    </message>
    <message>
        <source>Your datastore may not run a processing that makes %1 from %2. Ask the platform for it.</source>
        <translation>Votre entrepôt ne peut pas lancer de traitement qui fait %1 à partir de %2. Demandez-le à la plateforme.</translation>
    </message>
    <message>
        <source>Your datastore may not run the processing that makes raster pyramids. Ask the platform for it.</source>
        <translation>Votre entrepôt ne peut pas lancer le traitement qui fait les pyramides raster. Demandez-le à la plateforme.</translation>
    </message>
    <message>
        <source>Zoom &amp;In</source>
        <translation>Zoom &amp;avant</translation>
    </message>
    <message>
        <source>Zoom &amp;Out</source>
        <translation>Zoom a&amp;rrière</translation>
    </message>
    <message>
        <source>Zoom in (mouse wheel, or + on the map)</source>
        <translation>Zoom avant (molette, ou + sur la carte)</translation>
    </message>
    <message>
        <source>Zoom out (mouse wheel, or − on the map)</source>
        <translation>Zoom arrière (molette, ou − sur la carte)</translation>
    </message>
    <message>
        <source>Zoom the map to the selected row</source>
        <translation>Zoomer la carte sur la ligne sélectionnée</translation>
    </message>
    <message>
        <source>Zoom to &amp;All</source>
        <translation>&amp;Tout voir</translation>
    </message>
    <message>
        <source>Zoom to a &amp;Box</source>
        <translation>Zoom sur un rectan&amp;gle</translation>
    </message>
    <message>
        <source>a comment has no end. The file is cut off: copy it again from its source.</source>
        <translation>un commentaire n'a pas de fin. Le fichier est tronqué : recopiez-le depuis sa source.</translation>
    </message>
    <message>
        <source>a list of objects</source>
        <translation>une liste d'objets</translation>
    </message>
    <message>
        <source>a list of texts</source>
        <translation>une liste de textes</translation>
    </message>
    <message>
        <source>a list of whole numbers from %1 to %2</source>
        <translation>une liste de nombres entiers de %1 à %2</translation>
    </message>
    <message>
        <source>a name is expected, and there is “%1”.</source>
        <translation>un nom est attendu, et il y a « %1 ».</translation>
    </message>
    <message>
        <source>a number from %1 to %2</source>
        <translation>un nombre de %1 à %2</translation>
    </message>
    <message>
        <source>a page of its hierarchy has %1 bytes</source>
        <translation>une page de sa hiérarchie a %1 octets</translation>
    </message>
    <message>
        <source>a page of its hierarchy lies outside the file</source>
        <translation>une page de sa hiérarchie est hors du fichier</translation>
    </message>
    <message>
        <source>a palette</source>
        <translation>une palette</translation>
    </message>
    <message>
        <source>a point cloud</source>
        <translation>un nuage de points</translation>
    </message>
    <message>
        <source>a point cloud index (VPC)</source>
        <translation>un index de nuage de points (VPC)</translation>
    </message>
    <message>
        <source>a point cloud pyramid (%1)</source>
        <translation>une pyramide de nuage de points (%1)</translation>
    </message>
    <message>
        <source>a point cloud pyramid (%1) and a picture: %2</source>
        <translation>une pyramide de nuage de points (%1) et une image : %2</translation>
    </message>
    <message>
        <source>a point cloud pyramid (EPT)</source>
        <translation>une pyramide de nuage de points (EPT)</translation>
    </message>
    <message>
        <source>a published layer has nothing to check.</source>
        <translation>une couche publiée n'a rien à contrôler.</translation>
    </message>
    <message>
        <source>a pyramid, stored as it is</source>
        <translation>une pyramide, stockée telle quelle</translation>
    </message>
    <message>
        <source>a quote (%1) has no end. The file is cut off, or a value holds a quote that is not doubled.</source>
        <translation>un guillemet (%1) n'est pas fermé. Le fichier est tronqué, ou une valeur contient un guillemet qui n'est pas doublé.</translation>
    </message>
    <message>
        <source>a quote (%1) has no end. The file is cut off.</source>
        <translation>un guillemet (%1) n'est pas fermé. Le fichier est tronqué.</translation>
    </message>
    <message>
        <source>a raster</source>
        <translation>un raster</translation>
    </message>
    <message>
        <source>a row is longer than 512 MiB.</source>
        <translation>une ligne fait plus de 512 Mio.</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>un texte</translation>
    </message>
    <message>
        <source>a value is expected, and there is “%1”.</source>
        <translation>une valeur est attendue, et il y a « %1 ».</translation>
    </message>
    <message>
        <source>a value is longer than 512 MiB.</source>
        <translation>une valeur fait plus de 512 Mio.</translation>
    </message>
    <message>
        <source>a value is nested too deep.</source>
        <translation>une valeur est imbriquée trop profondément.</translation>
    </message>
    <message>
        <source>a whole number from %1 to %2</source>
        <translation>un nombre entier de %1 à %2</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>environ %1</translation>
    </message>
    <message>
        <source>about %1 points per m² of the extent</source>
        <translation>environ %1 points par m² de l'emprise</translation>
    </message>
    <message>
        <source>all</source>
        <translation>tous</translation>
    </message>
    <message>
        <source>all cores</source>
        <translation>tous les cœurs</translation>
    </message>
    <message>
        <source>and cellSize lead beyond what a coordinate can be</source>
        <translation>et cellSize mènent au-delà de ce qu’une coordonnée peut être</translation>
    </message>
    <message>
        <source>another program</source>
        <translation>un autre programme</translation>
    </message>
    <message>
        <source>any scale</source>
        <translation>toute échelle</translation>
    </message>
    <message>
        <source>as detailed as the data</source>
        <translation>aussi détaillé que les données</translation>
    </message>
    <message>
        <source>as in the file</source>
        <translation>comme dans le fichier</translation>
    </message>
    <message>
        <source>as the data</source>
        <translation>selon les données</translation>
    </message>
    <message>
        <source>as the data need</source>
        <translation>selon les données</translation>
    </message>
    <message>
        <source>as the data need (%1)</source>
        <translation>selon les données (%1)</translation>
    </message>
    <message>
        <source>as the data say which is which</source>
        <translation>comme les données les désignent</translation>
    </message>
    <message>
        <source>as the data: ZIP for measures, PNG where one sees through them, else JPG</source>
        <translation>selon les données : ZIP pour des mesures, PNG quand on voit au travers, sinon JPG</translation>
    </message>
    <message>
        <source>as the data; else for instance 255,255,255</source>
        <translation>comme les données ; sinon par exemple 255,255,255</translation>
    </message>
    <message>
        <source>author</source>
        <translation>auteur</translation>
    </message>
    <message>
        <source>bands</source>
        <translation>bandes</translation>
    </message>
    <message>
        <source>being published</source>
        <translation>en cours de publication</translation>
    </message>
    <message>
        <source>being unpublished</source>
        <translation>en cours de dépublication</translation>
    </message>
    <message>
        <source>beside the output</source>
        <translation>à côté du résultat</translation>
    </message>
    <message>
        <source>blocked</source>
        <translation>bloqué</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>octets</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>annulé</translation>
    </message>
    <message>
        <source>cause</source>
        <translation>cause</translation>
    </message>
    <message>
        <source>cell size</source>
        <translation>taille de cellule</translation>
    </message>
    <message>
        <source>cells</source>
        <translation>cellules</translation>
    </message>
    <message>
        <source>change</source>
        <translation>modification</translation>
    </message>
    <message>
        <source>checking…</source>
        <translation>contrôle en cours…</translation>
    </message>
    <message>
        <source>class %1: %2 points</source>
        <translation>classe %1 : %2 points</translation>
    </message>
    <message>
        <source>clone: features for which this SQL holds.</source>
        <translation>clone : les objets pour lesquels ce SQL est vrai.</translation>
    </message>
    <message>
        <source>clone: features in this part only, in degrees (WGS 84).</source>
        <translation>clone : les objets de cette emprise seulement, en degrés (WGS 84).</translation>
    </message>
    <message>
        <source>clone: this table (all of them); may be repeated.</source>
        <translation>clone : cette table (toutes) ; peut être répété.</translation>
    </message>
    <message>
        <source>columns</source>
        <translation>colonnes</translation>
    </message>
    <message>
        <source>compression</source>
        <translation>compression</translation>
    </message>
    <message>
        <source>copy the file</source>
        <translation>copier le fichier</translation>
    </message>
    <message>
        <source>could not be checked.</source>
        <translation>le contrôle n'a pas pu se faire.</translation>
    </message>
    <message>
        <source>current</source>
        <translation>actuelle</translation>
    </message>
    <message>
        <source>density</source>
        <translation>densité</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fait</translation>
    </message>
    <message>
        <source>download</source>
        <translation>téléchargement</translation>
    </message>
    <message>
        <source>download service</source>
        <translation>service de téléchargement</translation>
    </message>
    <message>
        <source>every check passed.</source>
        <translation>tous les contrôles sont passés.</translation>
    </message>
    <message>
        <source>every one with a geometry</source>
        <translation>toutes celles qui ont une géométrie</translation>
    </message>
    <message>
        <source>extent</source>
        <translation>emprise</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>en échec</translation>
    </message>
    <message>
        <source>faulty</source>
        <translation>en défaut</translation>
    </message>
    <message>
        <source>feature</source>
        <translation>objet</translation>
    </message>
    <message>
        <source>feature %1</source>
        <translation>objet %1</translation>
    </message>
    <message>
        <source>feature %1 at %2, %3</source>
        <translation>objet %1 en %2, %3</translation>
    </message>
    <message>
        <source>feature %1 of %2</source>
        <translation>l'objet %1 de %2</translation>
    </message>
    <message>
        <source>feature %1 of %2 has a geometry that cannot be read: draw it again.</source>
        <translation>l'objet %1 de %2 a une géométrie illisible : redessinez-la.</translation>
    </message>
    <message>
        <source>feature %1 of %2 is in the CRS %3, but its table in %4: transform it into that one.</source>
        <translation>l'objet %1 de %2 est dans le système %3, mais sa table dans %4 : transformez-le dans celui-ci.</translation>
    </message>
    <message>
        <source>feature %1 of %2 is not there any more: pull first.</source>
        <translation>l'objet %1 de %2 n'existe plus : faites d'abord un pull.</translation>
    </message>
    <message>
        <source>feature %1 of %2 is not what it was when it was edited: pull first.</source>
        <translation>l'objet %1 de %2 n'est plus ce qu'il était quand il a été modifié : faites d'abord un pull.</translation>
    </message>
    <message>
        <source>feature %1 of %2 is there already: give the new one another id.</source>
        <translation>l'objet %1 de %2 existe déjà : donnez un autre identifiant au nouveau.</translation>
    </message>
    <message>
        <source>feature %1 of %2 refers by %3 to a feature of %4 that is not there any more: let it refer to another, or bring that one back.</source>
        <translation>l'objet %1 de %2 renvoie par %3 à un objet de %4 qui n'existe plus : faites-le renvoyer à un autre, ou rétablissez celui-là.</translation>
    </message>
    <message>
        <source>files</source>
        <translation>fichiers</translation>
    </message>
    <message>
        <source>for</source>
        <translation>pour</translation>
    </message>
    <message>
        <source>for holders of a key</source>
        <translation>pour les détenteurs d'une clé</translation>
    </message>
    <message>
        <source>grid %1, down to level %2</source>
        <translation>grille %1, jusqu'au niveau %2</translation>
    </message>
    <message>
        <source>grid %1, down to the level that the data need</source>
        <translation>grille %1, jusqu'au niveau que les données demandent</translation>
    </message>
    <message>
        <source>grid %1, levels %2 to %3</source>
        <translation>grille %1, niveaux %2 à %3</translation>
    </message>
    <message>
        <source>h</source>
        <translation>h</translation>
    </message>
    <message>
        <source>half of what is free</source>
        <translation>la moitié de ce qui est libre</translation>
    </message>
    <message>
        <source>has two levels of one cell size (%1 and %2)</source>
        <translation>a deux niveaux de même taille de cellule (%1 et %2)</translation>
    </message>
    <message>
        <source>held</source>
        <translation>retenu</translation>
    </message>
    <message>
        <source>hillshade</source>
        <translation>estompage</translation>
    </message>
    <message>
        <source>id</source>
        <translation>id</translation>
    </message>
    <message>
        <source>image/x-bil is for layers of float data. Ask for image/png.</source>
        <translation>image/x-bil est pour les couches de données flottantes. Demandez image/png.</translation>
    </message>
    <message>
        <source>in the table %1: %2</source>
        <translation>dans la table %1 : %2</translation>
    </message>
    <message>
        <source>info</source>
        <translation>info</translation>
    </message>
    <message>
        <source>intensity</source>
        <translation>intensité</translation>
    </message>
    <message>
        <source>is there twice (%1)</source>
        <translation>est là deux fois (%1)</translation>
    </message>
    <message>
        <source>is unknown (%1)</source>
        <translation>est inconnu (%1)</translation>
    </message>
    <message>
        <source>it changes rows of %1 by %2, and a dump's statements are read, not run. Run it in a database, then write the dump again (pg_dump).</source>
        <translation>il change des lignes de %1 par %2, et les instructions d'un dump sont lues, pas exécutées. Exécutez-le dans une base, puis écrivez à nouveau le dump (pg_dump).</translation>
    </message>
    <message>
        <source>it changes the table %1 (%2), and a dump's statements are read, not run. Run it in a database, then write the dump again (pg_dump).</source>
        <translation>il change la table %1 (%2), et les instructions d'un dump sont lues, pas exécutées. Exécutez-le dans une base, puis écrivez à nouveau le dump (pg_dump).</translation>
    </message>
    <message>
        <source>it does not say how many points there are or their span</source>
        <translation>il ne dit pas combien de points il a ni leur pas (span)</translation>
    </message>
    <message>
        <source>it ends before its last pixels</source>
        <translation>il se termine avant ses derniers pixels</translation>
    </message>
    <message>
        <source>it has colours and the schema has none, or the reverse</source>
        <translation>il a des couleurs et le schéma n'en a pas, ou l'inverse</translation>
    </message>
    <message>
        <source>it has no GPS times, which the schema has</source>
        <translation>il n'a pas de temps GPS, que le schéma a</translation>
    </message>
    <message>
        <source>it has no statistics of all its points, or these contradict its header</source>
        <translation>il n'a pas de statistiques de tous ses points, ou elles contredisent son en-tête</translation>
    </message>
    <message>
        <source>it has rows for the table %1, but no CREATE TABLE before them. Write the dump with its tables: without --data-only, or shp2pgsql with -c.</source>
        <translation>il a des lignes pour la table %1, mais pas de CREATE TABLE avant elles. Écrivez le dump avec ses tables : sans --data-only, ou shp2pgsql avec -c.</translation>
    </message>
    <message>
        <source>it has the place on a disk in its name</source>
        <translation>son nom contient une place sur un disque</translation>
    </message>
    <message>
        <source>it is a device or a pipe</source>
        <translation>c'est un périphérique ou un tube</translation>
    </message>
    <message>
        <source>it is a file and a folder</source>
        <translation>c'est un fichier et un dossier</translation>
    </message>
    <message>
        <source>it is a link</source>
        <translation>c'est un lien</translation>
    </message>
    <message>
        <source>it is a reserved word of SQL</source>
        <translation>c'est un mot réservé de SQL</translation>
    </message>
    <message>
        <source>it is a zip within the zip</source>
        <translation>c'est un zip dans le zip</translation>
    </message>
    <message>
        <source>it is an archive within the zip (%1)</source>
        <translation>c'est une archive dans le zip (%1)</translation>
    </message>
    <message>
        <source>it is compressed by a method that is not known here (%1)</source>
        <translation>elle est compressée par une méthode inconnue ici (%1)</translation>
    </message>
    <message>
        <source>it is encrypted</source>
        <translation>elle est chiffrée</translation>
    </message>
    <message>
        <source>it is longer than 63 characters</source>
        <translation>il a plus de 63 caractères</translation>
    </message>
    <message>
        <source>it is no JSON object (%1)</source>
        <translation>ce n'est pas un objet JSON (%1)</translation>
    </message>
    <message>
        <source>it is no feature collection</source>
        <translation>ce n'est pas une collection d'objets</translation>
    </message>
    <message>
        <source>it is of LAS version 1.%1; several readers take 1.2 and 1.4 only</source>
        <translation>il est en LAS version 1.%1 ; plusieurs lecteurs n'acceptent que 1.2 et 1.4</translation>
    </message>
    <message>
        <source>it is there twice</source>
        <translation>elle y est deux fois</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>il est trop grand</translation>
    </message>
    <message>
        <source>it is too large for a JSON file</source>
        <translation>il est trop grand pour un fichier JSON</translation>
    </message>
    <message>
        <source>it leads out of the folder</source>
        <translation>elle mène hors du dossier</translation>
    </message>
    <message>
        <source>it lists no tile</source>
        <translation>il ne liste aucune tuile</translation>
    </message>
    <message>
        <source>it makes the table %1 twice.</source>
        <translation>il crée deux fois la table %1.</translation>
    </message>
    <message>
        <source>it may have only letters without accents, digits, spaces and _, and must begin with a letter or _</source>
        <translation>il ne peut avoir que des lettres sans accent, des chiffres, des espaces et _, et doit commencer par une lettre ou _</translation>
    </message>
    <message>
        <source>it shares its bytes with other entries, as bombs do</source>
        <translation>elle partage ses octets avec d'autres entrées, comme le font les bombes</translation>
    </message>
    <message>
        <source>its bounds are not six numbers, least first</source>
        <translation>ses bornes ne sont pas six nombres, les plus petits d'abord</translation>
    </message>
    <message>
        <source>its encoding %1 is not known here. Write the dump again in UTF-8 (pg_dump -E UTF8).</source>
        <translation>son encodage %1 n'est pas connu ici. Écrivez à nouveau le dump en UTF-8 (pg_dump -E UTF8).</translation>
    </message>
    <message>
        <source>its hierarchy is damaged</source>
        <translation>sa hiérarchie est endommagée</translation>
    </message>
    <message>
        <source>its name</source>
        <translation>son nom</translation>
    </message>
    <message>
        <source>its name holds control characters</source>
        <translation>son nom contient des caractères de commande</translation>
    </message>
    <message>
        <source>its name is too long</source>
        <translation>son nom est trop long</translation>
    </message>
    <message>
        <source>its nodes have another spacing than the pyramid's</source>
        <translation>ses nœuds ont un autre espacement que ceux de la pyramide</translation>
    </message>
    <message>
        <source>its nodes hold %1 points, its header says %2</source>
        <translation>ses nœuds contiennent %1 points, son en-tête en dit %2</translation>
    </message>
    <message>
        <source>its octree's cells are not the pyramid's</source>
        <translation>les cellules de son octree ne sont pas celles de la pyramide</translation>
    </message>
    <message numerus="yes">
        <source>its pixels are in %n pieces</source>
        <translation>
            <numerusform>ses pixels sont en %n morceau</numerusform>
            <numerusform>ses pixels sont en %n morceaux</numerusform>
        </translation>
    </message>
    <message>
        <source>its points are not where its header and its hierarchy say</source>
        <translation>ses points ne sont pas là où le disent son en-tête et sa hiérarchie</translation>
    </message>
    <message>
        <source>its points are stored in another way than the pyramid's</source>
        <translation>ses points sont stockés autrement que ceux de la pyramide</translation>
    </message>
    <message>
        <source>its rows are filtered</source>
        <translation>ses lignes sont filtrées</translation>
    </message>
    <message>
        <source>its scale or offset of %1 is not that of the schema</source>
        <translation>son échelle ou son décalage de %1 n'est pas celui du schéma</translation>
    </message>
    <message>
        <source>its schema has a field without name or size</source>
        <translation>son schéma a un champ sans nom ou sans taille</translation>
    </message>
    <message>
        <source>its schema has no %1</source>
        <translation>son schéma n'a pas de %1</translation>
    </message>
    <message>
        <source>its tiles hold more points than there can be</source>
        <translation>ses dalles contiennent plus de points qu’il ne peut y en avoir</translation>
    </message>
    <message>
        <source>its title</source>
        <translation>son titre</translation>
    </message>
    <message>
        <source>job</source>
        <translation>travail</translation>
    </message>
    <message>
        <source>jobs list takes no names.</source>
        <translation>jobs list ne prend pas de nom.</translation>
    </message>
    <message>
        <source>kB</source>
        <translation>ko</translation>
    </message>
    <message>
        <source>kept since</source>
        <translation>gardé depuis</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>sorte</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>couche</translation>
    </message>
    <message>
        <source>layers takes no names.</source>
        <translation>layers ne prend pas de nom.</translation>
    </message>
    <message>
        <source>less than 0.1 %</source>
        <translation>moins de 0,1 %</translation>
    </message>
    <message>
        <source>level</source>
        <translation>niveau</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>des lignes</translation>
    </message>
    <message>
        <source>made</source>
        <translation>faite</translation>
    </message>
    <message>
        <source>make a temporary folder</source>
        <translation>créer un dossier temporaire</translation>
    </message>
    <message>
        <source>make the data folder</source>
        <translation>créer le dossier de données</translation>
    </message>
    <message>
        <source>make the file</source>
        <translation>créer le fichier</translation>
    </message>
    <message>
        <source>make the folder</source>
        <translation>créer le dossier</translation>
    </message>
    <message>
        <source>make the pyramid's folder</source>
        <translation>créer le dossier de la pyramide</translation>
    </message>
    <message>
        <source>min</source>
        <translation>min</translation>
    </message>
    <message>
        <source>multigeom_layers names the table %1, which the files do not have.</source>
        <translation>multigeom_layers nomme la table %1, que les fichiers n'ont pas.</translation>
    </message>
    <message>
        <source>must be FILE or S3, not "%1"</source>
        <translation>doit être FILE ou S3, pas "%1"</translation>
    </message>
    <message>
        <source>must be TIFF_ZIP_UINT8</source>
        <translation>doit être TIFF_ZIP_UINT8</translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation>doit être un nombre</translation>
    </message>
    <message>
        <source>must be a number above 0</source>
        <translation>doit être un nombre supérieur à 0</translation>
    </message>
    <message>
        <source>must be a text that is not empty</source>
        <translation>doit être un texte non vide</translation>
    </message>
    <message>
        <source>must be a whole number from %1 to %2</source>
        <translation>doit être un nombre entier de %1 à %2</translation>
    </message>
    <message>
        <source>must be a whole number from 1 to %1</source>
        <translation>doit être un nombre entier de 1 à %1</translation>
    </message>
    <message>
        <source>must be two numbers, x then y</source>
        <translation>doit être deux nombres, x puis y</translation>
    </message>
    <message>
        <source>must have max_col ≥ min_col and max_row ≥ min_row</source>
        <translation>doit avoir max_col ≥ min_col et max_row ≥ min_row</translation>
    </message>
    <message>
        <source>must hold 1 to %1 levels</source>
        <translation>doit contenir de 1 à %1 niveaux</translation>
    </message>
    <message>
        <source>must hold at least one level</source>
        <translation>doit contenir au moins un niveau</translation>
    </message>
    <message>
        <source>must lie below the descriptor's folder</source>
        <translation>doit se trouver sous le dossier du descripteur</translation>
    </message>
    <message>
        <source>must name a coordinate reference system, like EPSG:2154</source>
        <translation>doit nommer un système de coordonnées de référence, comme EPSG:2154</translation>
    </message>
    <message>
        <source>must not contain &lt;, &gt; or /</source>
        <translation>ne doit pas contenir &lt;, &gt; ou /</translation>
    </message>
    <message>
        <source>nearest to the data</source>
        <translation>le plus proche des données</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>no answer</source>
        <translation>pas de réponse</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>pas de données</translation>
    </message>
    <message>
        <source>no.</source>
        <translation>n°</translation>
    </message>
    <message>
        <source>nodata</source>
        <translation>nodata</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>none: assign one</source>
        <translation>aucun : attribuez-en un</translation>
    </message>
    <message>
        <source>none: the checks panel can assign one</source>
        <translation>aucun : le panneau des contrôles permet d'en attribuer un</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>number</source>
        <translation>numéro</translation>
    </message>
    <message>
        <source>numbers with commas between</source>
        <translation>des nombres séparés par des virgules</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>sur %1</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>sur cet ordinateur</translation>
    </message>
    <message>
        <source>open to all</source>
        <translation>ouverte à tous</translation>
    </message>
    <message>
        <source>other</source>
        <translation>autre</translation>
    </message>
    <message>
        <source>other files reach into its cells</source>
        <translation>d'autres fichiers débordent dans ses cellules</translation>
    </message>
    <message>
        <source>outside</source>
        <translation>hors domaine</translation>
    </message>
    <message>
        <source>pages of its hierarchy lie over one another</source>
        <translation>des pages de sa hiérarchie se recouvrent</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>suspendu</translation>
    </message>
    <message>
        <source>point clouds</source>
        <translation>les nuages de points</translation>
    </message>
    <message>
        <source>points</source>
        <translation>des points</translation>
    </message>
    <message>
        <source>polygons</source>
        <translation>des polygones</translation>
    </message>
    <message>
        <source>private</source>
        <translation>privée</translation>
    </message>
    <message>
        <source>private: only with a key</source>
        <translation>privée : seulement avec une clé</translation>
    </message>
    <message>
        <source>processing</source>
        <translation>traitement</translation>
    </message>
    <message>
        <source>publication</source>
        <translation>publication</translation>
    </message>
    <message>
        <source>published</source>
        <translation>publiée</translation>
    </message>
    <message>
        <source>push</source>
        <translation>envoi</translation>
    </message>
    <message>
        <source>push: makes the layer's tiles from the new data and switches to them.</source>
        <translation>push : refait les tuiles de la couche à partir des nouvelles données et bascule dessus.</translation>
    </message>
    <message>
        <source>rasters</source>
        <translation>les rasters</translation>
    </message>
    <message>
        <source>read the file</source>
        <translation>lire le fichier</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>raison</translation>
    </message>
    <message>
        <source>requests</source>
        <translation>requêtes</translation>
    </message>
    <message>
        <source>resolve: takes what the others made of it.</source>
        <translation>resolve : prend ce que les autres en ont fait.</translation>
    </message>
    <message>
        <source>resolve: takes what was edited here.</source>
        <translation>resolve : prend ce qui a été modifié ici.</translation>
    </message>
    <message>
        <source>restore: shows what is kept.</source>
        <translation>restore : montre ce qui est gardé.</translation>
    </message>
    <message>
        <source>running</source>
        <translation>en cours</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>send: tries again until the servers answer.</source>
        <translation>send : réessaie jusqu'à ce que les serveurs répondent.</translation>
    </message>
    <message>
        <source>sending</source>
        <translation>envoi en cours</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>envoyé</translation>
    </message>
    <message>
        <source>separated by commas: orthophoto, 2024, Gironde</source>
        <translation>séparés par des virgules : orthophoto, 2024, Gironde</translation>
    </message>
    <message>
        <source>server</source>
        <translation>serveur</translation>
    </message>
    <message>
        <source>service</source>
        <translation>service</translation>
    </message>
    <message>
        <source>shared</source>
        <translation>partagé</translation>
    </message>
    <message>
        <source>side</source>
        <translation>côté</translation>
    </message>
    <message>
        <source>size</source>
        <translation>taille</translation>
    </message>
    <message>
        <source>state</source>
        <translation>état</translation>
    </message>
    <message>
        <source>store the changes</source>
        <translation>enregistrer les modifications</translation>
    </message>
    <message>
        <source>store the database</source>
        <translation>enregistrer la base de données</translation>
    </message>
    <message>
        <source>store the file</source>
        <translation>enregistrer le fichier</translation>
    </message>
    <message>
        <source>store the files</source>
        <translation>enregistrer les fichiers</translation>
    </message>
    <message>
        <source>store the raster</source>
        <translation>enregistrer le raster</translation>
    </message>
    <message>
        <source>store the tables</source>
        <translation>enregistrer les tables</translation>
    </message>
    <message>
        <source>store the working copy</source>
        <translation>enregistrer la copie de travail</translation>
    </message>
    <message>
        <source>style</source>
        <translation>style</translation>
    </message>
    <message>
        <source>surface</source>
        <translation>surface</translation>
    </message>
    <message>
        <source>sync knows clone, status, pull, push, resolve and restore.</source>
        <translation>sync connaît clone, status, pull, push, resolve et restore.</translation>
    </message>
    <message>
        <source>table</source>
        <translation>table</translation>
    </message>
    <message>
        <source>terrain</source>
        <translation>terrain</translation>
    </message>
    <message>
        <source>the box of the tile "%1" is not six numbers, least first</source>
        <translation>l’emprise de la dalle « %1 » n’est pas six nombres, les plus petits d’abord</translation>
    </message>
    <message>
        <source>the column %1 holds geometries of more than one CRS (SRID %2 and %3). Bring them into one (ST_Transform), or write a table for each.</source>
        <translation>la colonne %1 contient des géométries de plusieurs systèmes (SRID %2 et %3). Ramenez-les à un seul (ST_Transform), ou écrivez une table pour chacun.</translation>
    </message>
    <message>
        <source>the data's own</source>
        <translation>celle des données</translation>
    </message>
    <message>
        <source>the file ends within a statement. It is cut off: copy it again from its source.</source>
        <translation>le fichier s'arrête au milieu d'une instruction. Il est tronqué : recopiez-le depuis sa source.</translation>
    </message>
    <message>
        <source>the file ends within the rows of %1. It is cut off: copy it again from its source.</source>
        <translation>le fichier s'arrête au milieu des lignes de %1. Il est tronqué : recopiez-le depuis sa source.</translation>
    </message>
    <message>
        <source>the files' own</source>
        <translation>celui des fichiers</translation>
    </message>
    <message>
        <source>the layer cannot be opened</source>
        <translation>la couche ne peut pas être ouverte</translation>
    </message>
    <message>
        <source>the node %1 cannot be where it is listed</source>
        <translation>le nœud %1 ne peut pas être là où il est listé</translation>
    </message>
    <message>
        <source>the node %1 has %2 points</source>
        <translation>le nœud %1 a %2 points</translation>
    </message>
    <message>
        <source>the node %1 has %2 points in %3 bytes</source>
        <translation>le nœud %1 a %2 points dans %3 octets</translation>
    </message>
    <message>
        <source>the node %1 is listed twice</source>
        <translation>le nœud %1 est listé deux fois</translation>
    </message>
    <message>
        <source>the one nearest to 1:25,000</source>
        <translation>le plus proche de 1:25 000</translation>
    </message>
    <message>
        <source>the one nearest to the data's resolution</source>
        <translation>le plus proche de la résolution des données</translation>
    </message>
    <message>
        <source>the page of node %1 refers to itself</source>
        <translation>la page du nœud %1 renvoie à elle-même</translation>
    </message>
    <message>
        <source>the points of node %1 lie outside the file</source>
        <translation>les points du nœud %1 sont hors du fichier</translation>
    </message>
    <message>
        <source>the points of node %1 overlap those of another</source>
        <translation>les points du nœud %1 recouvrent ceux d'un autre</translation>
    </message>
    <message>
        <source>the product's own</source>
        <translation>celui du produit</translation>
    </message>
    <message>
        <source>the row has %1 values, the table %2 has %3 columns for them.</source>
        <translation>la ligne a %1 valeurs, la table %2 a %3 colonnes pour elles.</translation>
    </message>
    <message>
        <source>the rows of %1 are in another file. Write the dump with its rows (pg_dump does).</source>
        <translation>les lignes de %1 sont dans un autre fichier. Écrivez le dump avec ses lignes (pg_dump le fait).</translation>
    </message>
    <message>
        <source>the rows of %1 are written in a form that is not read (%2). Write the dump with pg_dump.</source>
        <translation>les lignes de %1 sont écrites sous une forme qui n'est pas lue (%2). Écrivez le dump avec pg_dump.</translation>
    </message>
    <message>
        <source>the rows of %1 come from a query, and a dump's statements are read, not run. Write the dump with pg_dump.</source>
        <translation>les lignes de %1 viennent d'une requête, et les instructions d'un dump sont lues, pas exécutées. Écrivez le dump avec pg_dump.</translation>
    </message>
    <message>
        <source>the table %1 has no column %2.</source>
        <translation>la table %1 n'a pas de colonne %2.</translation>
    </message>
    <message>
        <source>the table %1 is made by a query, and a dump's statements are read, not run.</source>
        <translation>la table %1 est faite par une requête, et les instructions d'un dump sont lues, pas exécutées.</translation>
    </message>
    <message>
        <source>the tile "%1" has %2 points</source>
        <translation>la dalle « %1 » a %2 points</translation>
    </message>
    <message>
        <source>the tile "%1" names no file</source>
        <translation>la tuile "%1" ne nomme aucun fichier</translation>
    </message>
    <message>
        <source>the top of the grid</source>
        <translation>le haut de la grille</translation>
    </message>
    <message>
        <source>the value of the column %1 is no geometry that is known.</source>
        <translation>la valeur de la colonne %1 n'est pas une géométrie connue.</translation>
    </message>
    <message>
        <source>this is no XML.</source>
        <translation>ce n'est pas du XML.</translation>
    </message>
    <message>
        <source>this kind of data has no checks.</source>
        <translation>il n'y a pas de contrôles pour ce genre de données.</translation>
    </message>
    <message>
        <source>tiles</source>
        <translation>tuiles</translation>
    </message>
    <message>
        <source>time</source>
        <translation>durée</translation>
    </message>
    <message>
        <source>to</source>
        <translation>à</translation>
    </message>
    <message>
        <source>top</source>
        <translation>sommet</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>type_infos.bbox is empty: west must be less than east and south less than north.</source>
        <translation>type_infos.bbox est vide : l'ouest doit être inférieur à l'est et le sud inférieur au nord.</translation>
    </message>
    <message>
        <source>type_infos.styles is for rasters, but “%1” is vector data, which the client draws. Leave the styles out.</source>
        <translation>type_infos.styles vaut pour les rasters, mais « %1 » est du vecteur, que le client dessine. Retirez les styles.</translation>
    </message>
    <message>
        <source>type_infos.styles names the static “%1”, which does not exist.</source>
        <translation>type_infos.styles nomme le fichier statique « %1 », qui n'existe pas.</translation>
    </message>
    <message>
        <source>type_infos.used_data names no stored data. Give at least one.</source>
        <translation>type_infos.used_data ne nomme aucune donnée stockée. Donnez-en au moins une.</translation>
    </message>
    <message>
        <source>type_infos.used_data names the stored data “%1”, which does not exist.</source>
        <translation>type_infos.used_data nomme la donnée stockée « %1 », qui n'existe pas.</translation>
    </message>
    <message>
        <source>unpack the file</source>
        <translation>décompresser le fichier</translation>
    </message>
    <message>
        <source>unpublished</source>
        <translation>dépubliée</translation>
    </message>
    <message>
        <source>update</source>
        <translation>mise à jour</translation>
    </message>
    <message>
        <source>used_data[].relations names no table of “%1”. Give at least one with its style.</source>
        <translation>used_data[].relations ne nomme aucune table de « %1 ». Donnez-en au moins une avec son style.</translation>
    </message>
    <message>
        <source>used_data[].sub_name “%1” must be unique and made of letters, digits, “_”, “-” and “.”.</source>
        <translation>used_data[].sub_name « %1 » doit être unique et fait de lettres, de chiffres, de « _ », « - » et « . ».</translation>
    </message>
    <message>
        <source>values</source>
        <translation>valeurs</translation>
    </message>
    <message>
        <source>vector data</source>
        <translation>les données vecteur</translation>
    </message>
    <message>
        <source>vector features</source>
        <translation>des objets vectoriels</translation>
    </message>
    <message>
        <source>vector tiles (TMS)</source>
        <translation>tuiles vecteur (TMS)</translation>
    </message>
    <message>
        <source>version</source>
        <translation>version</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>avertissement</translation>
    </message>
    <message>
        <source>west %1, south %2, east %3, north %4</source>
        <translation>ouest %1, sud %2, est %3, nord %4</translation>
    </message>
    <message>
        <source>what</source>
        <translation>nature</translation>
    </message>
    <message>
        <source>what a person reads in the layer list; the name when it is empty</source>
        <translation>ce qu'on lit dans la liste des couches ; le nom si c'est vide</translation>
    </message>
    <message>
        <source>what the data show, when they were made, how precise they are</source>
        <translation>ce que montrent les données, quand elles ont été produites, leur précision</translation>
    </message>
    <message>
        <source>whole data set</source>
        <translation>tout le jeu de données</translation>
    </message>
    <message>
        <source>whose data they are, as it must be shown beside a map</source>
        <translation>à qui sont les données, tel qu'il faut l'afficher à côté d'une carte</translation>
    </message>
    <message>
        <source>without a name</source>
        <translation>sans nom</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>“%1()” has no geometry in it.</source>
        <translation>« %1() » ne contient pas de géométrie.</translation>
    </message>
    <message>
        <source>“%1()” is a value that has to be computed, and a dump's statements are read, not run.</source>
        <translation>« %1() » est une valeur à calculer, et les instructions d'un dump sont lues, pas exécutées.</translation>
    </message>
    <message>
        <source>“%1” begins no statement. Is the file an SQL dump?</source>
        <translation>« %1 » ne commence aucune instruction. Le fichier est-il un dump SQL ?</translation>
    </message>
    <message>
        <source>“%1” cannot be stored: a file and a folder of the upload would have the same name.</source>
        <translation>« %1 » ne peut pas être enregistré : un fichier et un dossier de la livraison auraient le même nom.</translation>
    </message>
    <message>
        <source>“%1” cannot be the identifier of a style, which is part of addresses: use letters without accents, digits, “_”, “-” and “.”.</source>
        <translation>« %1 » ne peut pas être l’identifiant d’un style, qui fait partie d’adresses : prenez des lettres sans accents, des chiffres, « _ », « - » et « . ».</translation>
    </message>
    <message>
        <source>“%1” could not be published: %2</source>
        <translation>« %1 » n'a pas pu être publiée : %2</translation>
    </message>
    <message>
        <source>“%1” has no geometry that a style could draw.</source>
        <translation>« %1 » n'a pas de géométrie qu'un style puisse dessiner.</translation>
    </message>
    <message>
        <source>“%1” in the rule “%2” is computed from attributes; the default is used.</source>
        <translation>« %1 » dans la règle « %2 » est calculé d'après des attributs ; la valeur par défaut est utilisée.</translation>
    </message>
    <message>
        <source>“%1” in “%2” cannot be drawn by an SLD 1.0.0; it is left out.</source>
        <translation>« %1 » dans « %2 » ne peut pas être dessiné par un SLD 1.0.0 ; c'est laissé de côté.</translation>
    </message>
    <message>
        <source>“%1” in “%2” cannot be written.</source>
        <translation>« %1 » dans « %2 » ne peut pas être écrit.</translation>
    </message>
    <message>
        <source>“%1” in “%2” depends on the feature, which SLD 1.0.0 cannot say; its plain value is written.</source>
        <translation>« %1 » dans « %2 » dépend de l'objet, ce que SLD 1.0.0 ne peut pas dire ; sa valeur simple est écrite.</translation>
    </message>
    <message>
        <source>“%1” is a value that has to be computed, and a dump's statements are read, not run.</source>
        <translation>« %1 » est une valeur à calculer, et les instructions d'un dump sont lues, pas exécutées.</translation>
    </message>
    <message>
        <source>“%1” is expected, and there is “%2”.</source>
        <translation>« %1 » est attendu, et il y a « %2 ».</translation>
    </message>
    <message>
        <source>“%1” is no colour.</source>
        <translation>« %1 » n'est pas une couleur.</translation>
    </message>
    <message>
        <source>“%1” is no colour. Write it as #rrggbb.</source>
        <translation>« %1 » n'est pas une couleur. Écrivez-la #rrggbb.</translation>
    </message>
    <message>
        <source>“%1” is no stored data of the type %2 that a version could come after. Leave “%3” out to make all of it.</source>
        <translation>« %1 » n’est pas une donnée stockée du type %2 dont une version pourrait être la suite. Retirez « %3 » pour tout calculer.</translation>
    </message>
    <message>
        <source>“%1” is no value of the column %2 (%3).</source>
        <translation>« %1 » n'est pas une valeur de la colonne %2 (%3).</translation>
    </message>
    <message>
        <source>“%1” is not a coordinate reference system that the renderer knows.</source>
        <translation>« %1 » n'est pas un système de coordonnées que le moteur de rendu connaît.</translation>
    </message>
    <message>
        <source>“%1” is not a coordinate reference system that this server knows.</source>
        <translation>« %1 » n'est pas un système de coordonnées que ce serveur connaisse.</translation>
    </message>
    <message>
        <source>“%1” is not a file or folder that the server can read. Give its whole path.</source>
        <translation>« %1 » n'est pas un fichier ou un dossier que le serveur puisse lire. Donnez son chemin complet.</translation>
    </message>
    <message>
        <source>“%1” is not a layer name: letters, digits, “_”, “-” and “.”, the first one a letter or “_”.</source>
        <translation>« %1 » n'est pas un nom de couche : lettres, chiffres, « _ », « - » et « . », le premier étant une lettre ou « _ ».</translation>
    </message>
    <message>
        <source>“%1” is not a path for a file of an upload. Give a relative one such as data/tile_01.tif.</source>
        <translation>« %1 » n'est pas un chemin de fichier de livraison. Donnez un chemin relatif tel que data/dalle_01.tif.</translation>
    </message>
    <message>
        <source>“%1” is not a type of upload. Use one of %2.</source>
        <translation>« %1 » n'est pas un type de livraison. Utilisez l'un de : %2.</translation>
    </message>
    <message>
        <source>“%1” is not an IP address to listen on. Give one such as 127.0.0.1, 0.0.0.0 or ::1.</source>
        <translation>« %1 » n'est pas une adresse IP à écouter. Donnez-en une comme 127.0.0.1, 0.0.0.0 ou ::1.</translation>
    </message>
    <message>
        <source>“%1” is not an attribute to filter by.</source>
        <translation>« %1 » n'est pas un attribut de filtre.</translation>
    </message>
    <message>
        <source>“%1” is not below a folder from which this server takes files where they lie (--references). Send the bytes.</source>
        <translation>« %1 » n'est pas dans un dossier dont ce serveur prend les fichiers là où ils sont (--references). Envoyez les octets.</translation>
    </message>
    <message>
        <source>“%1” is not expected. See --help.</source>
        <translation>« %1 » n'est pas attendu. Voir --help.</translation>
    </message>
    <message>
        <source>“%1” is not the number of a band. Name bands as 4,1,2; the first one is 1.</source>
        <translation>« %1 » n'est pas le numéro d'une bande. Nommez les bandes comme 4,1,2 ; la première est 1.</translation>
    </message>
    <message>
        <source>“%1” is not the state of a job.</source>
        <translation>« %1 » n'est pas l'état d'un travail.</translation>
    </message>
    <message>
        <source>“%1” is published.</source>
        <translation>« %1 » est publiée.</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… et %1 de plus</translation>
    </message>
</context>
</TS>
