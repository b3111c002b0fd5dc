// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/dock.h"

namespace tuilerie {

class MapDocument;
class PublishedLayersPanel;

/// The panel of published layers; puts a layer on the map through its service. UI thread only.
class PublishedLayersDock : public Dock
{
    Q_OBJECT

public:
    PublishedLayersDock(PublishedLayersPanel *panel, MapDocument *document);
};

} // namespace tuilerie
