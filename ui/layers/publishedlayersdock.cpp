// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layers/publishedlayersdock.h"

#include "ui/data/mapdocument.h"
#include "ui/layers/publishedlayerspanel.h"
#include "ui/widgets/speak.h"

namespace tuilerie {

PublishedLayersDock::PublishedLayersDock(PublishedLayersPanel *panel, MapDocument *document)
    : Dock("publishedDock", panel)
{
    connect(panel, &PublishedLayersPanel::showOnMap, document, &MapDocument::openService);
    connect(panel, &PublishedLayersPanel::message, this, &Dock::message);
    speak(this, [this] { setWindowTitle(tr("Published Layers")); });
}

} // namespace tuilerie
