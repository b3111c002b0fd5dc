// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/dock.h"

namespace tuilerie {

class MapSelection;

/// What is known of the chosen entry. UI thread only.
class InspectorDock : public Dock
{
    Q_OBJECT

public:
    explicit InspectorDock(MapSelection *selection);
};

} // namespace tuilerie
