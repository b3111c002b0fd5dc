// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "grid/extent.h"
#include "model/styledtable.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <memory>
#include <vector>

namespace tuilerie {

/// A picture to draw. Coordinates are x/y order in `crs`.
struct MapRequest
{
    std::vector<StyledTable> tables; ///< the topmost first
    QString crs;
    Extent extent;
    int width = 0, height = 0;              ///< pixels
    double dpi = 90.714285714;              ///< the OGC's standardised pixel of 0.28 mm
    QString format = QStringLiteral("png"); ///< png | jpeg | rgba: width × height × 4 bytes, not premultiplied
    bool transparent = true;
    QString background = QStringLiteral("#ffffff");
    /// The picture is one piece of a larger one: labels stand at their whole features and may reach over its border, and
    /// which of overlapping ones stays depends on their neighbours only, so that neighbouring pieces agree
    /// (render/steadylabels.h).
    bool partOfLarger = false;
    int margin = 0; ///< pixels around the picture that are drawn and cut off
};

struct FeatureRequest
{
    MapRequest map;
    int column = 0, row = 0; ///< the pixel asked for
    int tolerance = 3;       ///< pixels
    int maxFeatures = 10;    ///< of each table
};

struct LegendRequest
{
    std::vector<StyledTable> tables;
    int width = 0, height = 0;   ///< of a symbol; 0 = 20
    double scaleDenominator = 0; ///< 0 = every symbol
    QString rule; ///< only the symbol of the rule or class of this name, without text; empty = all, with names
    QString format = QStringLiteral("png");
    bool transparent = false;
};

struct RenderPoolOptions
{
    QString program;              ///< tuilerie-renderer; empty = beside this program
    int workers = 0;              ///< processes; 0 = half the cores, at least one
    int timeoutSeconds = 30;      ///< for one request; then its worker is ended and started again
    int memoryMiB = 1024;         ///< of one worker
    int queueLimit = 64;          ///< requests that wait; more get Busy at once
    int requestsPerWorker = 5000; ///< then it is replaced
};

/// Draws styled vector maps in processes of their own (`tuilerie-renderer`), so that QGIS stays out of the server and a
/// crash costs one request. Calls block until their answer is there and may come from any number of threads; workers start
/// when they are first needed. Errors: Busy (too many wait, or no worker can be started now: try again), Invalid (style,
/// table or CRS), Internal (the worker broke down over this request), Unsupported (there is no renderer: a server built
/// without one).
class RenderPool
{
public:
    static Result<std::shared_ptr<RenderPool>> create(const RenderPoolOptions &options);
    virtual ~RenderPool() = default;

    virtual Result<QByteArray> map(const MapRequest &request) = 0;
    virtual Result<QByteArray> legend(const LegendRequest &request) = 0;
    /// GeoJSON features in `map.crs`, one array for all tables, each with a member "table".
    virtual Result<QJsonArray> features(const FeatureRequest &request) = 0;
    /// What a style is and cannot be: {title, rules: [...], min_scale, max_scale, attributes: [...], problems: [sentence…]}.
    virtual Result<QJsonObject> describe(const StyledTable &table) = 0;
    /// The style as SLD 1.0.0; what it cannot express is in `problems` of describe().
    virtual Result<QByteArray> sld(const StyledTable &table) = 0;
    virtual QJsonObject statistics()
        const = 0; ///< {workers, busy, waiting, restarts, timeouts, refused, requests, limit (of workers), pids: […]}
};

} // namespace tuilerie
