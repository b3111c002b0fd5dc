// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/actions.h"

namespace tuilerie {

class MapCanvas;
class MapStatus;

/// Lets the map do what the commands of the map say, and keeps them enabled while it can. UI thread only.
void connectMapActions(const Actions &actions, MapCanvas *canvas, MapStatus *status);

} // namespace tuilerie
