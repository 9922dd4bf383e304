// The module's only interface is what happens when it is loaded: see core.c.
#pragma once
