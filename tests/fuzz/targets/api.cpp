// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz.h"

#include "model/access.h"
#include "model/check.h"
#include "model/configuration.h"
#include "model/datastore.h"
#include "model/files.h"
#include "model/offering.h"
#include "model/processing.h"
#include "model/storeddata.h"
#include "model/upload.h"
#include "model/user.h"

namespace {

/// What was read once reads the same a second time.
template <typename Entity> void read(const QJsonObject &object)
{
    const Entity entity = Entity::fromJson(object);
    if (Entity::fromJson(entity.toJson()).toJson() != entity.toJson())
        __builtin_trap();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    using namespace tuilerie;
    const QJsonObject object = fuzz::jsonOf(bytes, size);
    read<Upload>(object);
    read<CheckExecution>(object);
    read<Processing>(object);
    read<ProcessingExecution>(object);
    read<StoredData>(object);
    read<Configuration>(object);
    read<Offering>(object);
    read<DatastoreInfo>(object);
    read<User>(object);
    read<AccessKey>(object);
    read<Permission>(object);
    read<StaticFile>(object);
    (void)ExecutionRequest::fromJson(object);
    return 0;
}
